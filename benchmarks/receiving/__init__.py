"""The interface of intake under load: the real server, and fifty municipalities' systems that send to it."""
