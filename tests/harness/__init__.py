"""What the tests stand on: databases, people, a browser, a mailbox. It must not know any rule."""
