// A release's folder, and which address on the web each of its files has.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export class Site {
  static async of(folder) { return new Site(folder); }

  constructor(folder) {
    this.folder = folder;
    this.files = new Set(readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name))));
    this.address = this.files.has('oparl/system.json') ? this.json('oparl/system.json').website : undefined;
  }

  text(path) { return readFileSync(join(this.folder, path), 'utf8'); }
  bytes(path) { return readFileSync(join(this.folder, path)); }
  json(path) { return JSON.parse(this.text(path)); }
  named(...endings) { return [...this.files].filter((path) => endings.some((ending) => path.endsWith(ending))).sort(); }

  // The file that a link leads to from a file; undefined when it leads out of the site.
  target(link, from = '') {
    const base = this.address ?? 'https://site.invalid/';
    const url = new URL(link, new URL(from, base));
    if (!url.href.startsWith(base)) return undefined;
    const path = decodeURIComponent(url.href.slice(base.length).replace(/[?#].*/, ''));
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  }
  has(link, from) { return this.files.has(this.target(link, from)); }
}
