/** What NGINX serves for one host, whatever objects said so. */
export interface Site {
  readonly host: string;
  /** Files with the certificate that clients see. */
  readonly certificate: KeyPair;
  readonly redirectCode: 301 | 308;
  readonly locations: readonly Location[];
  /** `address:port`. */
  readonly servers: readonly string[];
  /** Undefined: in clear. */
  readonly tls?: UpstreamTls;
  readonly limit?: Limit;
}

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface Location {
  /** `=`: this path and no other. Otherwise all that begin so. */
  readonly modifier: '=' | '';
  readonly path: string;
}

export interface UpstreamTls {
  readonly verify: boolean;
  readonly ca?: string;
  readonly depth: number;
  /** Whether the name is sent in the handshake. */
  readonly sni: boolean;
  readonly name: string;
  readonly protocols: string;
  readonly client?: KeyPair;
}

export interface Limit {
  readonly rate: string;
  readonly zone: string;
  readonly burst: number;
  readonly status: number;
}

/** Where clients come in. */
export interface ClientPorts {
  readonly http: number;
  readonly https: number;
}

/** The configuration of one NGINX, which keeps everything it writes in one folder. */
export function nginxConf(dir: string, sites: readonly Site[], ports: ClientPorts): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path ${dir}/${what};`);
  return [
    'user root;', 'worker_processes 1;', `pid ${dir}/nginx.pid;`, `error_log ${dir}/error.log info;`, 'events {}',
    'http {',
    ...temporary, 'access_log off;', 'server_names_hash_bucket_size 128;',
    ...sites.flatMap(httpLines),
    ...sites.flatMap((site, index) => serverLines(site, index, ports)),
    // hosts that nobody has declared
    `server { listen ${ports.http} default_server; listen ${ports.https} ssl default_server;`, ...certificateLines(sites[0].certificate), 'return 404; }',
    '}', '',
  ].join('\n');
}

function httpLines({ servers, limit }: Site, index: number): string[] {
  return [
    `upstream gateway${index} { ${servers.map((server) => `server ${server};`).join(' ')} keepalive 16; }`,
    ...(limit === undefined ? [] : [`limit_req_zone $binary_remote_addr zone=limit${index}:${limit.zone} rate=${limit.rate};`]),
  ];
}

function serverLines(site: Site, index: number, ports: ClientPorts): string[] {
  const { host, certificate, redirectCode, locations, tls, limit } = site;
  const pass = `proxy_pass ${tls === undefined ? 'http' : 'https'}://gateway${index};`;
  return [
    `server { server_name ${host}; listen ${ports.http}; listen ${ports.https} ssl;`,
    ...certificateLines(certificate),
    `if ($scheme = http) { return ${redirectCode} https://$host$request_uri; }`,
    ...(limit === undefined ? [] : [`limit_req zone=limit${index} burst=${limit.burst} nodelay;`, `limit_req_status ${limit.status};`]),
    ...(tls === undefined ? [] : upstreamLines(tls)),
    'proxy_http_version 1.1;', 'proxy_set_header Connection "";', 'proxy_set_header Host $host;', 'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;', 'proxy_set_header X-Forwarded-Proto $scheme;',
    ...locations.map(({ modifier, path }) => `location ${modifier} ${path} { ${pass} }`),
    // as every controller answers what nobody routes: NGINX alone would look for a file
    ...(locations.some(({ modifier, path }) => modifier === '' && path === '/') ? [] : ['location / { return 404; }']),
    '}',
  ];
}

function upstreamLines({ verify, ca, depth, sni, name, protocols, client }: UpstreamTls): string[] {
  return [
    `proxy_ssl_verify ${onOff(verify)};`, `proxy_ssl_verify_depth ${depth};`, `proxy_ssl_server_name ${onOff(sni)};`, `proxy_ssl_name ${name};`,
    `proxy_ssl_protocols ${protocols};`,
    ...(ca === undefined ? [] : [`proxy_ssl_trusted_certificate ${ca};`]),
    ...(client === undefined ? [] : [`proxy_ssl_certificate ${client.cert};`, `proxy_ssl_certificate_key ${client.key};`]),
  ];
}

function certificateLines({ cert, key }: KeyPair): string[] {
  return [`ssl_certificate ${cert};`, `ssl_certificate_key ${key};`];
}

function onOff(is: boolean): string {
  return is ? 'on' : 'off';
}
