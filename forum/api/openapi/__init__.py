"""The description of the API (OpenAPI 3.1), in small pieces. It must decide nothing: it repeats."""
