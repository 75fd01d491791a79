"""All traffic with other agencies and national systems: what goes out, what comes in, and what became of it."""
