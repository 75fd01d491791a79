"""What is broken on purpose, with work going on, and what was lost by it: `./run faults`."""
