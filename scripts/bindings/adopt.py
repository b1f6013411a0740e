"""What crosses the border between languages in ways the e-commerce example does not: constructs of other libraries,
interfaces, nested maps, and refusals.

    python adopt.py FOLDER
"""

import sys
from typing import Callable

import cdk8s_plus_33 as plus
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, Testing
from cdk8s_istio import (
    Ecommerce,
    ExistingNamespace,
    ExternalService,
    Locality,
    MeshService,
    MutualTlsMode,
    PlaintextSource,
    ServicePort,
    Workload,
    ZeroTrustNamespace,
)


def image(name: str) -> Workload:
    return Workload.deployment(image=f"registry.example.com/{name}:1.0.0")


class Search(Chart):
    """Pods made with cdk8s-plus, a service that others own, a host outside."""

    def __init__(self, app: App, id: str) -> None:
        super().__init__(app, id)
        namespace = plus.Namespace(self, "search", metadata=ApiObjectMetadata(name="search", labels={"istio-injection": "enabled"}))
        self.search = ZeroTrustNamespace(self, "mesh", name="search", existing=ExistingNamespace.from_api_object(namespace))
        deployment = plus.Deployment(
            self,
            "index-pods",
            metadata=ApiObjectMetadata(name="index", namespace="search"),
            containers=[plus.ContainerProps(image="registry.example.com/index:1.0.0", port_number=8080)],
        )
        self.index = MeshService(self.search, "index", ports=[ServicePort.http(8080)], workload=Workload.from_api_object(deployment))
        owned_by_others = MeshService.from_attributes(
            self.search, "ledger", service_name="ledger", namespace_name="finance", ports=[ServicePort.grpc(9090)]
        )
        self.index.calls(owned_by_others)
        self.index.calls(ExternalService(self.search, "mail", hosts=["smtp.example.com"], ports=[ServicePort.tls(465)]))
        self.index.mutual_tls_exception(
            mode=MutualTlsMode.PERMISSIVE,
            sources=[PlaintextSource.pods("batch", {"app": "import"})],
            reason="the nightly import has no proxy yet",
        )
        self.near = MeshService(
            self.search,
            "near",
            ports=[ServicePort.http(8080)],
            workload=image("near"),
            locality=Locality.distribute({"eu/a/*": {"eu/a/*": 80, "eu/b/*": 20}}),
        )


def refused(code: str, path: str, wrong: Callable[[ZeroTrustNamespace, MeshService, MeshService], None]) -> None:
    """The message of an error reaches Python with its code and the construct's path."""
    app = Testing.app()
    shop = ZeroTrustNamespace(Chart(app, "app"), "shop")
    ports = [ServicePort.http(8080)]
    a = MeshService(shop, "a", ports=ports, versions={"v1": image("a"), "v2": image("a")}, default_version="v1")
    b = MeshService(shop, "b", ports=ports, workload=image("b"))
    try:
        wrong(shop, a, b)
        app.synth_yaml()
    except RuntimeError as error:
        assert f"[{code}]" in str(error) and path in str(error), f"expected {code} at {path}, got: {error}"
        return
    raise AssertionError(f"{code}: nothing was refused")


if __name__ == "__main__":
    app = App(outdir=sys.argv[1])
    chart = Search(app, "search")
    assert ApiObject.of(chart.near).kind == "Service"
    assert chart.near.node.find_child("VirtualService").name == "near"
    assert chart.index.service_account_name == "index", chart.index.service_account_name
    Ecommerce(Chart(app, "ecommerce"), "ecommerce", canary_step=5)
    app.synth()

    refused("MSH001", "app/shop/a", lambda shop, a, b: a.calls(b, methods=[]))
    refused("MSH051", "app/shop/c", lambda shop, a, b: MeshService(shop, "c", name="a", ports=[ServicePort.http(80)], workload=image("c")))
    refused("MSH078", "app/shop", lambda shop, a, b: a.calls(shop))
    refused("MSH131", "app/shop/a", lambda shop, a, b: a.route("r", split={"v1": 60, "v2": 30}))
