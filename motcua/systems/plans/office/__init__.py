"""The plans' door at the desk: plans written, tried and put in force, and the signs to look at again."""
