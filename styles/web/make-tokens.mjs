// The style values as CSS custom properties: `var(--k-size-text)`. Type sizes and the spaces between blocks are in rem,
// 1rem being the size of running text, so that the reader's own type size rules on the screen; the print style
// sets the root to --k-print-size. Rules and the page keep their absolute lengths.

const RELATIVE = new Set(['size', 'space']);
const OTHER_FORMATS = /^font\.(.*-)?(pdf|docx)$/;

export function make(tokens) {
  const text = tokens.points('size.text');
  const names = tokens.names().filter((name) => !OTHER_FORMATS.test(name));
  const lines = names.map((name) => {
    const relative = RELATIVE.has(name.split('.')[0]);
    const value = relative ? `${round(tokens.points(name) / text)}rem` : css_value(tokens.get(name));
    return `  ${css_name(name)}: ${value};`;
  });
  lines.push(`  --k-print-size: ${tokens.get('size.text')};`);
  return `/* Made by scripts/make-styles from styles/tokens.json. Change it there. */\n\n:root {\n${lines.join('\n')}\n}\n`;
}

export const css_name = (name) => `--k-${name.replace('.', '-')}`;

const round = (number) => String(Math.round(number * 1000) / 1000);

function css_value(value) {
  if (Array.isArray(value)) return value.map(family).join(', ');
  return String(value);
}

// Names of font families with a space need quotes.
const family = (name) => (name.includes(' ') ? `"${name}"` : name);
