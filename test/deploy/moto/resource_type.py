"""A resource type for moto's CloudFormation, which takes the direct subclasses of its model as its types."""

from typing import Any, Callable

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.core.common_models import CloudFormationModel

Properties = dict[str, Any]


class Made:
    """What the creation of a resource tells CloudFormation."""

    def __init__(self, physical_id: str, **attributes: Any):
        self.physical_id = physical_id
        self.attributes = attributes


def register(
    name: str,
    create: Callable[[Properties, str, str, str], Made],
    delete: Callable[[str, Properties, str, str], None],
) -> None:
    """create(properties, name, account, region); delete(physical id, properties, account, region).

    An update replaces: the old one goes first, as most of these have names that exist once.
    """

    def __init__(self: Any, made: Made, properties: Properties) -> None:
        self.made = made
        self.properties = properties

    def create_from_cloudformation_json(
        cls: Any, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **_: Any
    ) -> Any:
        properties = cloudformation_json["Properties"]
        try:
            return cls(create(properties, resource_name, account_id, region_name), properties)
        except Exception as error:  # whatever it is: the deployment fails, and says where
            raise ValidationError(message=f"{name} {resource_name}: {error}") from error

    def update_from_cloudformation_json(
        cls: Any,
        original_resource: Any,
        new_resource_name: str,
        cloudformation_json: Any,
        account_id: str,
        region_name: str,
    ) -> Any:
        original_resource.delete(account_id, region_name)
        return cls.create_from_cloudformation_json(
            new_resource_name, cloudformation_json, account_id, region_name
        )

    def remove(self: Any, account_id: str, region_name: str) -> None:
        try:
            delete(self.made.physical_id, self.properties, account_id, region_name)
        except Exception as error:
            raise ValidationError(message=f"{name} {self.made.physical_id}: {error}") from error

    type(
        name.replace("::", ""),
        (CloudFormationModel,),
        {
            "__module__": "moto.cloudformation",  # moto takes the service from it
            "__init__": __init__,
            "cloudformation_name_type": staticmethod(lambda: ""),
            "cloudformation_type": staticmethod(lambda: name),
            "has_cfn_attr": classmethod(lambda cls, attribute: True),
            "create_from_cloudformation_json": classmethod(create_from_cloudformation_json),
            "update_from_cloudformation_json": classmethod(update_from_cloudformation_json),
            "is_created": lambda self: True,
            "delete": remove,
            "physical_resource_id": property(lambda self: self.made.physical_id),
            "get_cfn_attribute": lambda self, attribute: self.made.attributes[attribute],
        },
    )
    parsing.get_model_list.cache_clear()
    parsing.get_model_map.cache_clear()
    parsing.get_name_type_map.cache_clear()
