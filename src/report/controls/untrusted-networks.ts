import { against, type Control, type Environment, type Judgement, ofServices, type ProtectedService, shown, together } from './control';
import { entrancesTo, waysAround } from './entrances';

/** By which ways requests from outside of the cluster get to the pods. */
export const untrustedNetworks: Control = {
  section: '1.4.2',
  title: 'inbound traffic from untrusted networks is restricted to what is authorized',
  beyond: 'that those ways are authorized, and what stands before the cluster',
  judge: (environment) => ofServices(environment, (service) => together([byGateways(environment, service), pastGateways(environment, service)])),
};

function byGateways(environment: Environment, service: ProtectedService): Judgement {
  const entrances = entrancesTo(environment, service);
  if (entrances.length === 0) return shown(`no route of a gateway leads to ${service.key}`, [service.service]);
  const gateways = [...new Set(entrances.map(({ gateway }) => gateway))];
  const names = gateways.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
  return shown(`requests from outside get to ${service.key} through ${names.join(', ')}, by the hosts and paths of its routes`, [...gateways, ...new Set(entrances.map(({ routes }) => routes))]);
}

function pastGateways(environment: Environment, protectedService: ProtectedService): Judgement {
  const { key, service, workloads } = protectedService;
  const around = waysAround(environment, protectedService);
  const exposed = workloads.filter(({ pod }) => pod.hostNetwork === true);
  return together([
    ...service.spec.type === 'NodePort' || service.spec.type === 'LoadBalancer' ? [against(`${key} is a Service of type ${service.spec.type}: nodes or a load balancer lead to it past every gateway`, [service])] : [],
    ...around.length > 0 ? [against(`${key} is entered by what is no Gateway of Istio, and is not judged here`, around)] : [],
    ...exposed.length > 0 ? [against(`pods of ${key} are in the network of their node`, exposed.map(({ manifest }) => manifest))] : [],
  ]);
}
