"""Brands: a folder per authority with its name, colour and mark (theme.toml, logo.svg); common/ is the partnership's own."""
