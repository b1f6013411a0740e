/** What must not get from a value into the shape of a manifest, a message or a chart. */
export const HOSTILE_TEXTS: readonly string[] = [
  '', ' ', 'a\nb', 'a\r\nb', 'a\0b', 'a\u001bb', 'a\u2028b', 'a\u202eb', 'a\ud800b',
  'key: value', '- item', 'a: &anchor b', '!!js/function', '{{ .Values.secret }}', '${HOME}', '#', '"quoted"', 'a b', 'é', '😀', '*', '<script>',
  'a'.repeat(5000),
];

/** Those of them that a person can read on one line: as data they are nothing special. */
export const READABLE_TEXTS = HOSTILE_TEXTS.filter((text) => text.trim() !== '' && !/[\p{Cc}\p{Cs}\u2028\u202e]/u.test(text));

/** The rest. */
export const UNREADABLE_TEXTS = HOSTILE_TEXTS.filter((text) => !READABLE_TEXTS.includes(text));
