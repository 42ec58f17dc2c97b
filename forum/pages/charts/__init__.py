"""Pictures of figures as SVG: values and words in, markup out; knows no table and no request."""
