"""The shop of docs/ecommerce.md, written out in Python: the same system as examples/ecommerce.

    pip install cdk8s-istio
    python ecommerce.py [folder]      writes ecommerce.k8s.yaml, to dist/ where no folder is named
"""

import sys
from typing import Optional, Sequence

from cdk8s import App, Chart, Duration
from cdk8s_istio import (
    AbTest,
    AbVariant,
    Caller,
    CanaryRelease,
    ClaimMatch,
    ConnectionPoolProps,
    GatewayTls,
    HeaderMatch,
    HttpMethod,
    HttpPoolProps,
    JwtRule,
    LoadBalancer,
    MeshGateway,
    MeshService,
    MutualTlsMode,
    OutlierDetectionProps,
    PathMatch,
    RetryOn,
    RetryPolicy,
    RouteMatch,
    ServicePort,
    TcpKeepaliveProps,
    TcpPoolProps,
    TrafficPolicyProps,
    Workload,
    ZeroTrustNamespace,
)
from constructs import Construct

REGISTRY = "registry.example.com/ecommerce"

# The weekly release of user-service: this number moves it on, from 0 (everybody gets v1) to 5 (everybody gets v2).
WEEK = 1


class Shop(Construct):
    """Seven services, an admin console, one gateway, tokens, tests and a release."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.namespace = ZeroTrustNamespace(self, "ecommerce")
        self.admin_namespace = ZeroTrustNamespace(self, "admin")

        self.users = self._user_service()
        self.products = self._service("product-service", ports=[ServicePort.http(8080), ServicePort.grpc(9090)])
        self.orders = self._service("order-service")
        self.payments = self._service("payment-service", versions=["v1", "asia-cluster", "europe-cluster"], default_version="v1")
        self.recommendations = self._service("recommendation-service", versions=["stable", "ml-v2", "korea-optimized"])
        self.notifications = self._service("notification-service")
        self.legacy_payment = self._service("legacy-payment")
        self.console = MeshService(
            self.admin_namespace,
            "admin-console",
            ports=[ServicePort.http(8080)],
            workload=Workload.deployment(image=f"{REGISTRY}/admin-console:v1"),
        )

        self._route_users()
        self._route_by_region_and_group()
        self._declare_calls()
        self._open_gateway()

    def _user_service(self) -> MeshService:
        return self._service(
            "user-service",
            versions=["v1", "v2", "canary"],
            timeout=Duration.seconds(10),
            retries=RetryPolicy.by_method(attempts=3, per_try_timeout=Duration.seconds(2), retry_on=[RetryOn.GATEWAY_ERROR]),
            load_balancer=LoadBalancer.least_request(),
            connection_pool=ConnectionPoolProps(
                tcp=TcpPoolProps(
                    max_connections=100,
                    connect_timeout=Duration.seconds(30),
                    tcp_keepalive=TcpKeepaliveProps(time=Duration.hours(2), interval=Duration.seconds(75)),
                ),
                http=HttpPoolProps(
                    http1_max_pending_requests=64,
                    http2_max_requests=1000,
                    max_requests_per_connection=10,
                    max_retries=3,
                    idle_timeout=Duration.seconds(90),
                ),
            ),
            outlier_detection=OutlierDetectionProps(
                consecutive5xx_errors=5,
                interval=Duration.seconds(30),
                base_ejection_time=Duration.seconds(30),
                max_ejection_percent=50,
            ),
            version_policies={
                "v1": TrafficPolicyProps(load_balancer=LoadBalancer.round_robin()),
                "v2": TrafficPolicyProps(
                    connection_pool=ConnectionPoolProps(tcp=TcpPoolProps(max_connections=50)),
                    outlier_detection=OutlierDetectionProps(consecutive5xx_errors=3),
                ),
                "canary": TrafficPolicyProps(load_balancer=LoadBalancer.random()),
            },
        )

    def _route_users(self) -> None:
        CanaryRelease(
            self.namespace,
            "user-release",
            service=self.users,
            stable="v1",
            candidate="v2",
            steps=[10, 30, 50, 80, 100],
            step=WEEK,
            tester_header=HeaderMatch.exact("version", "v2"),
        )
        self.users.route("canary", match=RouteMatch.of(headers=[HeaderMatch.exact("version", "canary")]), version="canary")
        self.users.route("api", match=RouteMatch.of(path=PathMatch.prefix("/api/v1/users")))
        self.users.require_jwt(
            rules=[
                JwtRule.of(
                    issuer="https://auth.ecommerce.com",
                    jwks_uri="https://auth.ecommerce.com/.well-known/jwks.json",
                    audiences=["ecommerce-api"],
                    forward_original_token=True,
                    claims=[ClaimMatch.of("role", ["admin", "user"]), ClaimMatch.of("verified", ["true"])],
                )
            ]
        )

    def _route_by_region_and_group(self) -> None:
        for region in ["asia", "europe"]:
            self.payments.route(
                region,
                match=RouteMatch.of(headers=[HeaderMatch.exact("region", region)]),
                version=f"{region}-cluster",
            )
        AbTest(
            self.namespace,
            "recommendation-models",
            service=self.recommendations,
            variants=[
                AbVariant.header(HeaderMatch.exact("user-group", "beta-users"), "ml-v2"),
                AbVariant.header(HeaderMatch.exact("country", "KR"), "korea-optimized"),
            ],
            default_version="stable",
        )

    def _declare_calls(self) -> None:
        self.orders.calls(self.payments, methods=[HttpMethod.POST], paths=[PathMatch.exact("/api/v1/payments/create")])
        self.orders.calls(self.users, **reading("/api/v1/users"))
        self.orders.calls(self.products, **reading("/api/v1/products"), ports=[8080])
        self.orders.calls(self.recommendations, **reading("/api/v1/recommendations"))
        self.orders.calls(self.notifications, methods=[HttpMethod.POST], paths=[PathMatch.exact("/api/v1/notifications")])
        self.users.calls(self.payments, **reading("/api/v1/payments/history"))
        self.recommendations.calls(self.products, **reading("/api/v1/products"), ports=[8080])
        self.payments.calls(self.legacy_payment)

        self.payments.allow_from(Caller.namespace(self.admin_namespace), reason="operators look into and repair payments")
        self.legacy_payment.mutual_tls_exception(
            mode=MutualTlsMode.DISABLE, reason="its runtime cannot speak TLS; to be replaced by payment-service"
        )

    def _open_gateway(self) -> None:
        gateway = MeshGateway(
            self.namespace,
            "ecommerce-gateway",
            hosts=["api.ecommerce.com", "admin.ecommerce.com"],
            tls=GatewayTls.simple("ecommerce-tls-secret"),
        )
        gateway.add_server(port=9443, hosts=["grpc.ecommerce.com"], tls=GatewayTls.simple("grpc-tls-secret"))
        api = ["api.ecommerce.com"]
        gateway.route(self.users, hosts=api, path=PathMatch.subtree("/api/v1/users"))
        gateway.route(self.products, hosts=api, path=PathMatch.subtree("/api/v1/products"), port=8080)
        gateway.route(self.orders, hosts=api, path=PathMatch.subtree("/api/v1/orders"))
        gateway.route(self.console, hosts=["admin.ecommerce.com"])
        gateway.route(self.products, name="product-service-grpc", hosts=["grpc.ecommerce.com"], port=9090)

    def _service(
        self,
        name: str,
        *,
        ports: Optional[Sequence[ServicePort]] = None,
        versions: Sequence[str] = ("v1",),
        **options,
    ) -> MeshService:
        return MeshService(
            self.namespace,
            name,
            ports=ports or [ServicePort.http(8080)],
            versions={version: Workload.deployment(image=f"{REGISTRY}/{name}:{version}") for version in versions},
            **options,
        )


def reading(path: str) -> dict:
    return {"methods": [HttpMethod.GET], "paths": [PathMatch.subtree(path)]}


if __name__ == "__main__":
    app = App(outdir=sys.argv[1] if len(sys.argv) > 1 else "dist")
    Shop(Chart(app, "ecommerce"), "ecommerce")
    app.synth()
