"""pyiceberg's Glue catalog at a local address."""

from pyiceberg.catalog import load_catalog


def catalog_at(url):
    properties = {"type": "glue"}
    for service in ("glue", "s3"):
        properties |= {f"{service}.endpoint": url, f"{service}.region": "us-west-2"}
        properties |= {f"{service}.access-key-id": "test", f"{service}.secret-access-key": "test"}
    return load_catalog("glue", **properties)
