"""Bundled plugins: one folder per working group or optional capability, imported as extranet_plugins.<name>."""
