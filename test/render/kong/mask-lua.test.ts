import type { MaskedField, MaskKind } from '../../../src/model/kong';
import { luaText, renderMaskLua } from '../../../src/render/kong/mask-lua';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';
import { type Answer, LUAJIT, throughKong } from '../../testing/kong-sandbox';
import { oneOf, randomOf } from '../../testing/random';

const at = (kind: MaskKind, path: string): MaskedField => ({ path: path.split('.'), anywhere: false, kind });
const anywhere = (kind: MaskKind, name: string): MaskedField => ({ path: [name], anywhere: true, kind });

const FIELDS = [
  at('CARD_NUMBER', 'card.number'), at('CARD_NUMBER', 'payments.card.pan'), at('LAST_FOUR', 'account'), at('SECRET', 'session.token'),
  anywhere('SECRET', 'access_token'), anywhere('CARD_NUMBER', 'größe"😀'),
];

function maskedBodies(bodies: readonly string[], options: Partial<Answer> = {}): string[] {
  return throughKong(renderMaskLua(FIELDS), bodies.map((body) => ({ body, ...options }))).map(({ body }) => body);
}

const WITHHELD = '{"message":"withheld: not JSON"}';

if (LUAJIT === undefined) {
  test.skip('masking as Kong runs it: SKIPPED, since there is no LuaJIT here (apt-get install luajit2)', () => {});
} else {
  describe('masking as Kong runs it', () => {
    test.each<[string, string, string]>([
      ['a card number: the first six and the last four digits stay', '{"card":{"number":"4111111111111111"}}', '{"card":{"number":"411111******1111"}}'],
      ['one with spaces', '{"card":{"number":"4111 1111 1111 1111"}}', '{"card":{"number":"411111******1111"}}'],
      ['one with hyphens', '{"card":{"number":"3782-822463-10005"}}', '{"card":{"number":"378282*****0005"}}'],
      ['one written as a number', '{"card":{"number":4111111111111111}}', '{"card":{"number":"411111******1111"}}'],
      ['one of 19 digits', '{"card":{"number":6304000000000000000}}', '{"card":{"number":"630400*********0000"}}'],
      ['one written in escapes', '{"card":{"number":"\\u0034111111111111111"}}', '{"card":{"number":"411111******1111"}}'],
      ['one that is masked already', '{"card":{"number":"411111******1111"}}', '{"card":{"number":"411111******1111"}}'],
      ['one that is masked too little', '{"card":{"number":"41111111****1111"}}', '{"card":{"number":"***"}}'],
      ['one too short to be one', '{"card":{"number":"411111111111"}}', '{"card":{"number":"***"}}'],
      ['one too long to be one', '{"card":{"number":"41111111111111111111"}}', '{"card":{"number":"***"}}'],
      ['one in foreign digits', '{"card":{"number":"４１１１１１１１１１１１１１１１"}}', '{"card":{"number":"***"}}'],
      ['one as a fraction', '{"card":{"number":4111111111111111.0}}', '{"card":{"number":"***"}}'],
      ['one in scientific notation', '{"card":{"number":4.111111111111111e15}}', '{"card":{"number":"***"}}'],
      ['something else in its place', '{"card":{"number":true}}', '{"card":{"number":"***"}}'],
      ['nothing in its place', '{"card":{"number":null}}', '{"card":{"number":null}}'],
      ['everything in an object in its place', '{"card":{"number":{"raw":"4111111111111111","bin":411111,"ok":false}}}', '{"card":{"number":{"raw":"411111******1111","bin":"***","ok":"***"}}}'],
      ['everything in a list in its place', '{"card":{"number":["4111111111111111",["x"],{}]}}', '{"card":{"number":["411111******1111",["***"],{}]}}'],
      ['lists on the way', '{"payments":[{"card":{"pan":"5555555555554444"}},{"card":[{"pan":"4111111111111111"}]}]}', '{"payments":[{"card":{"pan":"555555******4444"}},{"card":[{"pan":"411111******1111"}]}]}'],
      ['a list as the whole', '[{"card":{"number":"4111111111111111"}},{"card":{"number":"5555555555554444"}}]', '[{"card":{"number":"411111******1111"}},{"card":{"number":"555555******4444"}}]'],
      ['lists in lists', '{"payments":[[{"card":{"pan":"5555555555554444"}}]]}', '{"payments":[[{"card":{"pan":"555555******4444"}}]]}'],
      ['a name that is there twice', '{"card":{"number":"4111111111111111","number":"5555555555554444"}}', '{"card":{"number":"411111******1111","number":"555555******4444"}}'],
      ['a name in escapes', '{"c\\u0061rd":{"\\u006eumber":"4111111111111111"}}', '{"c\\u0061rd":{"\\u006eumber":"411111******1111"}}'],
      ['a name beyond ASCII', '{"a":{"größe\\"😀":"4111111111111111"}}', '{"a":{"größe\\"😀":"411111******1111"}}'],
      ['a name beyond ASCII in escapes', '{"gr\\u00f6\\u00dfe\\"\\ud83d\\ude00":"4111111111111111"}', '{"gr\\u00f6\\u00dfe\\"\\ud83d\\ude00":"411111******1111"}'],
      ['an account: the last four stay', '{"account":"DE89 3704 0044 0532 0130 00"}', '{"account":"******************3000"}'],
      ['a short account', '{"account":"12345678901"}', '{"account":"***"}'],
      ['a secret', '{"session":{"token":"eyJhbGciOi"}}', '{"session":{"token":"***"}}'],
      ['a secret wherever it is', '{"a":[{"b":{"access_token":"x","access_tokens":"y"}}],"access_token":["x"]}', '{"a":[{"b":{"access_token":"***","access_tokens":"y"}}],"access_token":["***"]}'],
      ['names that are written otherwise are other names', '{"Card":{"number":"4111111111111111"}}', '{"Card":{"number":"4111111111111111"}}'],
      ['the same name elsewhere is another field', '{"number":"1","x":{"card":{"number":"2"}}}', '{"number":"1","x":{"card":{"number":"2"}}}'],
    ])('%s', (_name, body, expected) => {
      expect(maskedBodies([body])).toEqual([expected]);
    });

    test.each([
      '{ "id" : 12345678901234567890, "list": [], "map": {}, "e": 1E400, "z": -0.0, "s": "\\u00e9\\/\\ud83d" , "t" : true }',
      ' \n\t[1, 2.5e-3, null, false]\r\n', '"text"', '0', 'null', '{"a":{"a":{"a":[[[[]]]]}}}', '{"":""}', '{"__index":{"card":1},"__proto__":[]}',
    ])('leaves every byte of %s as it is', (body) => {
      expect(maskedBodies([body])).toEqual([body]);
    });

    test.each([
      'card 4111111111111111', '<card>4111111111111111</card>', '{"card":{"number":"4111111111111111"}', '{"card":{"number":"4111111111111111"}}}',
      '{"card":{"number":4111111111111111,}}', "{'card':{'number':'4111111111111111'}}", '{card:{number:4111111111111111}}', '[4111111111111111 4111111111111111]',
      '{"number":NaN}', '{"number":+1}', '{"number":01}', '{"number":.5}', '{"number":1.}', '{"number":1e}', '{"a":"\\x41"}', '{"a":"\\u12"}', '{"a":"line\nline"}',
      '{"a" "b"}', '{"a":}', '{,}', '[,]', '[1,]', '\ufeff{"card":{"number":"4111111111111111"}}', '/* */ {}', '{} {}', 'data: {"card":{"number":"4111111111111111"}}\n\n',
      'nul', 'tru', '"4111111111111111', '-', '{', '[', `${'['.repeat(100_000)}`, `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`,
    ])('withholds what is no JSON (%#)', (body) => {
      expect(maskedBodies([body])).toEqual([WITHHELD]);
    });

    test('nothing stays nothing', () => {
      expect(maskedBodies(['', ' \n'])).toEqual(['', ' \n']);
    });

    test('whatever size the pieces have in which an answer comes', () => {
      const body = '{"payments":[{"card":{"pan":"5555555555554444"}},{"access_token":"\\u0041\\"x"}],"n":1.25}';
      const answers = Array.from({ length: body.length + 1 }, (_, index) => ({ body, chunk: index + 1 }));
      const bodies = throughKong(renderMaskLua(FIELDS), answers).map((answer) => answer.body);
      expect(new Set(bodies)).toEqual(new Set(['{"payments":[{"card":{"pan":"555555******4444"}},{"access_token":"***"}],"n":1.25}']));
    });

    test('an answer of ten megabytes', () => {
      const one = '{"card":{"pan":"5555555555554444"},"note":"what was bought"},';
      const count = Math.ceil(10_000_000 / one.length);
      const [body] = maskedBodies([`{"payments":[${one.repeat(count).slice(0, -1)}]}`]);
      expect(body).toBe(`{"payments":[${one.replace('5555555555554444', '555555******4444').repeat(count).slice(0, -1)}]}`);
    });

    test('asks the service for the whole, and in clear', () => {
      const [{ acceptEncoding, range }] = throughKong(renderMaskLua(FIELDS), [{ body: '{}' }]);
      expect({ acceptEncoding, range }).toEqual({ acceptEncoding: 'identity', range: '-' });
    });

    test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/problem+json', 'application/vnd.bank.v1+json;v=1'])('reads %s', (contentType) => {
      const [answer] = throughKong(renderMaskLua(FIELDS), [{ body: '{"access_token":"x"}', contentType }]);
      expect(answer).toMatchObject({ body: '{"access_token":"***"}', contentType, contentLength: '-', warnings: 0 });
    });

    test.each([['text/html', '-'], ['text/json2', '-'], ['application/jsonlines', '-'], ['application/grpc+proto', '-'], ['application/json', 'gzip'], ['text/csv', 'br']])(
      'withholds an answer of type %s in %s, and says so', (contentType, contentEncoding) => {
        const [answer] = throughKong(renderMaskLua(FIELDS), [{ body: '{"access_token":"x"}', contentType, contentEncoding }]);
        expect(answer).toEqual({
          body: 'withheld: not JSON', contentType: 'text/plain; charset=utf-8', contentEncoding: '-', contentLength: '-', acceptEncoding: 'identity', range: '-', warnings: 1,
        });
      },
    );

    test('withholds an answer of no type', () => {
      const [answer] = throughKong(renderMaskLua(FIELDS), [{ body: '{"access_token":"x"}', contentType: '-' }]);
      expect(answer).toMatchObject({ body: 'withheld: not JSON', contentType: '-' });
    });

    test('two thousand random documents are masked as a second implementation says', () => {
      const random = randomOf(7);
      const documents = Array.from({ length: 2000 }, () => documentOf(random, 0));
      const bodies = documents.map((document) => JSON.stringify(document, null, oneOf([0, 1], random)));
      const results = maskedBodies(bodies);
      results.forEach((result, index) => {
        const body = bodies[index];
        expect({ body, result: JSON.parse(result) }).toEqual({ body, result: maskedValue(documents[index], FIELDS) });
      });
      // most have something to mask
      expect(results.filter((result, index) => result !== bodies[index]).length).toBeGreaterThan(1000);
    });

    test('no name can break out of the Lua it is written in', () => {
      const names = [...HOSTILE_TEXTS.filter((text) => !/[\ud800-\udfff]/.test(text) && text !== ''), ']] os.exit()', '"]=1 error()--', '\\', '%d', '__index'];
      const lua = renderMaskLua(names.map((name) => anywhere('SECRET', name)));
      const results = throughKong(lua, names.map((name) => ({ body: JSON.stringify({ [name]: 'x', [`${name}?`]: 'y' }) })));
      expect(results.map(({ body }) => JSON.parse(body))).toEqual(names.map((name) => ({ [name]: '***', [`${name}?`]: 'y' })));
    });
  });
}

test('Lua texts hold nothing but plain words and numbers of bytes', () => {
  for (const text of HOSTILE_TEXTS) expect(luaText(text)).toMatch(/^"(?:[A-Za-z0-9_ -]|\\[0-9]{3})*"$/);
});

const NAMES = ['card', 'number', 'payments', 'pan', 'account', 'session', 'token', 'access_token', 'id', 'x'];
const VALUES = ['4111111111111111', 4111111111111111, '5555 5555 5555 4444', 'x', '', 12, -1.5, true, null, 'DE89370400440532013000', '"\\/\b\u0001é😀'];

function documentOf(random: () => number, depth: number): unknown {
  const choice = random();
  if (depth > 5 || choice < 0.2) return oneOf(VALUES, random);
  const count = Math.floor(random() * 5);
  if (choice < 0.4) return Array.from({ length: count }, () => documentOf(random, depth + 1));
  return Object.fromEntries(Array.from({ length: count + 1 }, () => [oneOf(NAMES, random), documentOf(random, depth + 1)]));
}

/** The same, said by what is masked rather than by how it is read. */
function maskedValue(value: unknown, fields: readonly MaskedField[], kind?: MaskKind): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item) => maskedValue(item, fields, kind));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, below]) => {
      const here = fields.filter(({ path, anywhere: everywhere }) => everywhere || path[0] === name);
      const own = here.find(({ path }) => path.length === 1 && path[0] === name);
      const rest = here.filter((field) => field.anywhere || field !== own);
      const next = rest.map((field) => (field.anywhere ? field : { ...field, path: field.path.slice(1) }));
      return [name, maskedValue(below, next, kind ?? own?.kind)];
    }));
  }
  if (kind === undefined) return value;
  const text = String(value);
  if (kind === 'CARD_NUMBER') {
    const digits = text.replace(/[ -]/g, '');
    return /^\d{13,19}$/.test(digits) ? digits.replace(/(?<=^\d{6}\d*)\d(?=\d{4})/g, '*') : '***';
  }
  if (kind === 'LAST_FOUR') {
    const characters = text.replace(/[ -]/g, '');
    return /^[A-Za-z0-9]{12,}$/.test(characters) ? characters.replace(/.(?=.{4})/g, '*') : '***';
  }
  return '***';
}
