"""The mode in which the views that a model classified wrongly are gone through one by one."""
