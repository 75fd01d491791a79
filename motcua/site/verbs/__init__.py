"""What each verb of `./run` does, once the environment is there."""
