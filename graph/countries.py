"""The names of countries under the name that the graph's modules know."""

from extract.country_tables import country_name

__all__ = ["country_name"]
