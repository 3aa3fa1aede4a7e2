"""Brings all parts together: the order of the stages, the cache, progress. The only place that knows them all."""
