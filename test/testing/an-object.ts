import { parse } from 'yaml';

/** An object for a test: `anObject('networking.istio.io/v1 Sidecar', 'egress: [{ hosts: ["./*"] }]')`. */
export function anObject(type: string, spec?: string, metadata: object = {}): any {
  const [apiVersion, kind] = type.split(' ');
  return {
    apiVersion,
    kind,
    metadata: { name: 'subject', ...metadata },
    ...(spec === undefined ? {} : { spec: parse(spec) }),
  };
}

/** The same for kinds whose fields lie beside metadata (Secret, ConfigMap, Role). */
export function aFlatObject(type: string, fields: string, metadata: object = {}): any {
  return { ...anObject(type, undefined, metadata), ...parse(fields) };
}
