import { kongPlugin, type KongPlugin } from '../../../model/kong';
import { millisecondsOf } from '../../../support/duration';
import { type CorsPolicy } from '../../traffic/cors-policy';

/**
 * The plugin looks for an expression anywhere in the origin, where a proxy of the mesh wants it to be the whole. What is written out is
 * compared as it is.
 */
export function corsOf({ _policy: policy }: CorsPolicy): KongPlugin {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, maxAge, allowCredentials } = policy;
  const origins = allowOrigins.flatMap((origin) => (origin.kind === 'regex' ? [`^(?:${origin.value})$`] : 'value' in origin ? [origin.value] : []));
  return kongPlugin('cors', {
    origins,
    ...(allowMethods.length > 0 && { methods: allowMethods }),
    ...(allowHeaders.length > 0 && { headers: allowHeaders }),
    ...(exposeHeaders.length > 0 && { exposed_headers: exposeHeaders }),
    ...(maxAge === undefined ? {} : { max_age: millisecondsOf(maxAge)! / 1000 }),
    credentials: allowCredentials,
    preflight_continue: false,
  });
}
