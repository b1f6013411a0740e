// The smallest mesh, in Go: one service may POST to one path of another. The same as examples/two-services.
package main

import (
	"os"

	istio "example.com/cdk8s-istio-go/cdk8sistio"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	outdir := "dist"
	if len(os.Args) > 1 {
		outdir = os.Args[1]
	}
	app := cdk8s.NewApp(&cdk8s.AppProps{Outdir: &outdir})
	shop := istio.NewZeroTrustNamespace(cdk8s.NewChart(app, jsii.String("shop"), nil), jsii.String("shop"), nil)
	ports := &[]istio.ServicePort{istio.ServicePort_Http(jsii.Number(8080), nil)}

	payments := istio.NewMeshService(shop, jsii.String("payments"), &istio.MeshServiceProps{Ports: ports, Workload: image("payments")})
	orders := istio.NewMeshService(shop, jsii.String("orders"), &istio.MeshServiceProps{
		Ports:    ports,
		Versions: &map[string]istio.Workload{"v1": image("orders")},
	})
	orders.Calls(payments, &istio.CallOptions{
		Methods: &[]istio.HttpMethod{istio.HttpMethod_POST},
		Paths:   &[]istio.PathMatch{istio.PathMatch_Exact(jsii.String("/api/v1/payments/create"))},
	})

	app.Synth()
}

func image(name string) istio.Workload {
	return istio.Workload_Deployment(&istio.DeploymentProps{
		Image:    jsii.String("registry.example.com/" + name + ":1.0.0"),
		Replicas: jsii.Number(3),
	})
}
