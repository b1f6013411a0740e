"""Whether the snippets of README and API documentation run as the Python that their readers see.

    python snippets.py FOLDER
"""

import os
import re
import sys
import textwrap
import traceback
from typing import Any, Dict, List

import cdk8s
import cdk8s_istio
import constructs
from cdk8s import App, Chart
from cdk8s_istio import GatewayTls, MeshGateway, MeshService, ServicePort, Workload, ZeroTrustNamespace

# cdk8s takes the fields of an ApiObject in TypeScript and JavaScript only
NOT_IN_PYTHON = "ApiObject.__init__() got an unexpected keyword argument 'spec'"


def names() -> Dict[str, Any]:
    """What rosetta/default.ts-fixture imports and declares for the TypeScript originals."""
    imported = {name: getattr(module, name) for module in (cdk8s, constructs, cdk8s_istio) for name in dir(module) if not name.startswith("_")}
    app = App()
    chart = Chart(app, "fixture")
    shop = ZeroTrustNamespace(chart, "shop")
    services = {
        name: MeshService(shop, name, ports=[ServicePort.http(8080)], workload=Workload.deployment(image=f"registry.example.com/{name}:1.0.0"))
        for name in ("orders", "payments", "users")
    }
    edge = MeshGateway(shop, "edge", hosts=["api.example.com"], tls=GatewayTls.simple("api-tls"))
    return {**imported, **services, "app": app, "chart": chart, "shop": shop, "edge": edge}


def snippets(doc: str) -> List[str]:
    fenced = re.findall(r"```python\n(.*?)```", doc, re.DOTALL)
    examples = re.findall(r"Example::\n\n((?:    .*\n?|\s*\n)+)", doc)
    return fenced + [textwrap.dedent(example) for example in examples]


def documented() -> List[str]:
    classes = [thing for thing in vars(cdk8s_istio).values() if isinstance(thing, type) and thing.__module__ == cdk8s_istio.__name__]
    return [textwrap.dedent(f"    {thing.__doc__ or ''}") for thing in [cdk8s_istio, *classes]]


if __name__ == "__main__":
    os.makedirs(sys.argv[1])
    os.chdir(sys.argv[1])
    found = [snippet for doc in documented() for snippet in snippets(doc)]
    failed = elsewhere = 0
    for snippet in found:
        try:
            exec(compile(snippet, "<snippet>", "exec"), names())
        except Exception as error:
            if str(error) == NOT_IN_PYTHON:
                elsewhere += 1
                continue
            failed += 1
            print(f"{snippet}\n{traceback.format_exc(limit=0)}")
    print(f"{len(found) - failed - elsewhere} snippets run, {failed} fail, {elsewhere} need TypeScript (fields of an ApiObject)")
    sys.exit(1 if failed > 0 or len(found) < 10 else 0)
