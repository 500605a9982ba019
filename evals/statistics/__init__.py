"""What can be said of a rate from a few noisy runs. Imports nothing of the suite."""
