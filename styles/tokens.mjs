// Reads styles/tokens.json and answers for its values. Every maker of a style file (Typst, CSS, the reference
// DOCX) asks here, so that a misspelt token stops the build with its name instead of printing a paper wrongly.

import { readFileSync } from 'node:fs';

// Keys of tokens.json that are not groups of tokens.
const NOT_GROUPS = new Set(['about', 'contrast']);

// The tokens as a flat map in file order: 'size.text' -> '11pt'. References ('{colour.ink}') are followed.
export class Tokens {
  constructor(data) {
    this.values = new Map();
    for (const [group, entries] of Object.entries(data)) {
      if (NOT_GROUPS.has(group)) continue;
      for (const [name, value] of Object.entries(entries)) this.values.set(`${group}.${name}`, value);
    }
    for (const name of this.values.keys()) this.values.set(name, this.get(name));
    for (const [text, ground, least] of data.contrast ?? []) this.#require_contrast(text, ground, least);
  }

  static read(path) {
    return new Tokens(JSON.parse(readFileSync(path, 'utf8')));
  }

  // The value of a token as tokens.json has it. Throws for a name that is not there.
  get(name, seen = []) {
    if (!this.values.has(name)) throw new Error(`unknown style token: ${name}`);
    if (seen.includes(name)) throw new Error(`style token refers to itself: ${[...seen, name].join(' -> ')}`);
    const value = this.values.get(name);
    const reference = typeof value === 'string' && /^\{(.+)\}$/.exec(value);
    return reference ? this.get(reference[1], [...seen, name]) : value;
  }

  // A length in points (1 pt = 1/72 inch), from 'pt' or 'mm'. Word wants it times 20 (twips) or times 2 (half-points).
  points(name) {
    const value = this.get(name);
    const match = /^(-?[\d.]+)(pt|mm)$/.exec(value);
    if (!match) throw new Error(`style token ${name} is no length: ${value}`);
    return Number(match[1]) * (match[2] === 'mm' ? 72 / 25.4 : 1);
  }

  names() {
    return [...this.values.keys()];
  }

  #require_contrast(text, ground, least) {
    const ratio = contrast(this.get(text), this.get(ground));
    if (ratio < least) {
      throw new Error(`too little contrast: ${text} on ${ground} is ${ratio.toFixed(2)}:1, wanted ${least}:1`);
    }
  }
}

// The contrast of two colours '#rrggbb' as WCAG 2.1 defines it, from 1 (same) to 21 (black on white).
export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour) {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) throw new Error(`not a colour: ${colour}`);
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
