"""Running Lambda functions in Node."""
