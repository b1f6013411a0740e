import dev.cdk8s.istio.CallOptions;
import dev.cdk8s.istio.DeploymentProps;
import dev.cdk8s.istio.HttpMethod;
import dev.cdk8s.istio.MeshService;
import dev.cdk8s.istio.PathMatch;
import dev.cdk8s.istio.ServicePort;
import dev.cdk8s.istio.Workload;
import dev.cdk8s.istio.ZeroTrustNamespace;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;

/** The smallest mesh, in Java: one service may POST to one path of another. The same as examples/two-services. */
public final class TwoServices {
  private TwoServices() {}

  /**
   * Writes shop.k8s.yaml.
   *
   * @param args the folder to write to; dist where none is named.
   */
  public static void main(String[] args) {
    App app = new App(AppProps.builder().outdir(args.length > 0 ? args[0] : "dist").build());
    ZeroTrustNamespace shop = new ZeroTrustNamespace(new Chart(app, "shop"), "shop");
    List<ServicePort> ports = List.of(ServicePort.http(8080));

    MeshService payments = MeshService.Builder.create(shop, "payments").ports(ports).workload(image("payments")).build();
    MeshService orders = MeshService.Builder.create(shop, "orders").ports(ports).versions(Map.of("v1", image("orders"))).build();
    orders.calls(payments, CallOptions.builder()
        .methods(List.of(HttpMethod.POST))
        .paths(List.of(PathMatch.exact("/api/v1/payments/create")))
        .build());

    app.synth();
  }

  private static Workload image(String name) {
    return Workload.deployment(DeploymentProps.builder().image("registry.example.com/" + name + ":1.0.0").replicas(3).build());
  }
}
