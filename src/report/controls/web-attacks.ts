import { against, type Control, type Environment, type Judgement, ofServices, type ProtectedService, shown, together } from './control';
import { entrancesTo } from './entrances';
import { podsOfGateway } from '../../manifests/gateways';
import type { Attachment } from '../../manifests/kinds/policies';
import type { Manifest } from '../../manifests/manifest';
import type { Place } from '../../manifests/policies';
import { selects } from '../../manifests/selectors';

/** A web application firewall before what is reached from outside. */
export const webAttacks: Control = {
  section: '6.4.2',
  title: 'an automated technical solution prevents attacks on public-facing web applications',
  beyond: 'which attacks the rules know, that they are kept up to date and their log is read; firewalls before the cluster',
  judge: (environment) => ofServices(environment, (service) => before(environment, service)),
};

function before(environment: Environment, service: ProtectedService): Judgement {
  const gateways = [...new Set(entrancesTo(environment, service).map(({ gateway }) => gateway))];
  return together(gateways.map((gateway) => {
    const place = `gateway ${gateway.metadata.namespace}/${gateway.metadata.name} before ${service.key}`;
    const firewalls = firewallsAt(environment, gateway);
    const strict = firewalls.filter(refuses);
    if (strict.length > 0) return shown(`a firewall refuses attacks at ${place}, also requests that it fails to judge`, strict);
    return firewalls.length > 0
      ? against(`the firewall at ${place} only watches, or lets pass what it fails to judge`, firewalls)
      : against(`no firewall is known at ${place}`, [gateway]);
  }));
}

/** Coraza is known by its directives; of other extensions nobody knows what they do. */
function firewallsAt({ manifests }: Environment, gateway: Manifest<any>): readonly Manifest<any>[] {
  const extensions = ['TrafficExtension', 'WasmPlugin'].flatMap((kind): readonly Manifest<any>[] => manifests.ofKind(`extensions.istio.io/${kind}`));
  const pods = podsOfGateway(manifests, gateway);
  return extensions.filter((extension) => directivesOf(extension) !== undefined && pods.length > 0
    && pods.every((place) => isAbout(extension, place, manifests.surroundings.rootNamespace)));
}

function isAbout({ metadata, spec }: Manifest<Attachment>, { namespace, labels }: Place, rootNamespace: string): boolean {
  return [namespace, rootNamespace].includes(metadata.namespace) && selects(spec.selector?.matchLabels, labels);
}

function settingsOf({ spec }: Manifest<any>): any {
  return spec.wasm ?? spec;
}

/** The directives that it runs by default. */
function directivesOf(extension: Manifest<any>): readonly string[] | undefined {
  const { directives_map: sets, default_directives: name } = settingsOf(extension).pluginConfig ?? {};
  const directives = sets?.[name];
  return Array.isArray(directives) ? directives.map(String) : undefined;
}

function refuses(extension: Manifest<any>): boolean {
  const engine = directivesOf(extension)!.filter((directive) => /^\s*SecRuleEngine\s/i.test(directive)).pop();
  return /SecRuleEngine\s+On\s*$/i.test(engine ?? '') && (settingsOf(extension).failStrategy ?? 'FAIL_CLOSE') === 'FAIL_CLOSE';
}
