"""geokg turns news into a knowledge graph of geopolitical relations, with the words of every source kept."""

__version__ = "0.1.0"
