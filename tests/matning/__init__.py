"""The benchmark behind bin/matning: interleaved medians in one run, never a test."""
