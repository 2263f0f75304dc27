// Debian's Chromium, or whichever is there, without a window and without a network.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { inTemporaryFolder } from './lib.mjs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

// `options`: more of puppeteer's, for the start. Puppeteer hides the scroll bars; `scrollBars` lets them take their room.
export async function withBrowser(work, { scrollBars = false, ...options } = {}) {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (!executablePath) throw new Error('no Chromium; scripts/setup --tests installs it');
  return inTemporaryFolder(async (userDataDir) => {
    const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : []; // Chromium's cannot be had as root
    const browser = await puppeteer.launch({ executablePath, userDataDir, args: [...FLAGS, ...sandbox],
      ignoreDefaultArgs: scrollBars ? ['--hide-scrollbars'] : [], ...options });
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  });
}
