"""Brings the database in line with the province plugin. Safe to run again; deletes no content."""

from govportal.provisioning.run import ProvisioningError, Step, provision

__all__ = ["ProvisioningError", "Step", "provision"]
