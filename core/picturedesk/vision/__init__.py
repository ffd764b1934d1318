"""The only room with models: encoder, model list, weights, index, prompt sets."""
