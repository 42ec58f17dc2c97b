"""Why the log does not sign: the one error of sealing; its words are for the operator."""


class SealingRefused(RuntimeError):
    """Nothing is numbered or signed until an operator has looked; says what is wrong and to do."""
