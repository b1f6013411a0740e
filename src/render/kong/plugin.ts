import type { KongConsumer, KongPlugin } from '../../model/kong';
import { given } from '../given';

/** A KongPlugin, which has no spec; the namespace of Secrets is said where the object itself has none. */
export function renderKongPlugin({ plugin, config, secrets }: KongPlugin, secretNamespace?: string): Readonly<Record<string, unknown>> {
  const configPatches = secrets.map(({ pointer, from }) => ({
    path: pointer, valueFrom: { secretKeyRef: given({ name: from.name, key: from.key, namespace: secretNamespace }) },
  }));
  return { plugin, config, ...(configPatches.length > 0 && { configPatches }) };
}

/** A KongConsumer, which has no spec either. */
export function renderKongConsumer({ name, customId, credentials }: KongConsumer): Readonly<Record<string, unknown>> {
  return given({ username: name, custom_id: customId, credentials: credentials.map(({ secretName }) => secretName).sort() });
}
