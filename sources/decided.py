"""Where what people decide is kept in the home directory: the books, and the deliveries that are made from them."""

from pathlib import Path

FOLDER = Path("decided")
DELIVERIES = FOLDER / "deliveries"
#: Where what has been received is kept, from which deliveries are made as well.
INTAKE = Path("intake")
