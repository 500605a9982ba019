"""Ideas that answers express, as patterns for what criteria look for; each can be used by any scenario."""
