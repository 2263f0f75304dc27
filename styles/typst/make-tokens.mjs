// The style values as a Typst module: `#import "../generated/tokens.typ" as token`, then `token.size-text`.
// A name that is not there stops Typst with "module `token` does not contain ...".

export function make(tokens) {
  const lines = tokens.names().map((name) => `#let ${typst_name(name)} = ${typst_value(tokens.get(name))}`);
  return `// Made by scripts/make-styles from styles/tokens.json. Change it there.\n\n${lines.join('\n')}\n`;
}

export const typst_name = (name) => name.replace('.', '-');

function typst_value(value) {
  if (Array.isArray(value)) return `(${value.map((part) => `${typst_value(part)}, `).join('').trimEnd()})`;
  if (typeof value === 'number') return String(value);
  if (/^-?[\d.]+(pt|mm)$/.test(value)) return value;
  if (/^#[0-9a-f]{6}$/i.test(value)) return `rgb("${value}")`;
  return JSON.stringify(value);
}
