"""`python -m bench`: speed and memory, as ratios measured in one run, written to docs/explanation/performance.md."""
