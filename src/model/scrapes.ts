import type { ScrapeGrant } from './call';
import type { MeshModel } from './model';
import type { Service } from './service';

/** What is granted to pods that are those of a service. */
export function scrapesByPodsOf(model: MeshModel, { namespace, selector }: Service): ScrapeGrant[] {
  return model.scrapesBy(namespace).filter(({ from }) =>
    from.kind === 'pods' && Object.entries(from.podLabels ?? {}).every(([name, value]) => selector[name] === value));
}
