"""Wartemarke: a support forum in which every complaint draws a public number."""
