#!/usr/bin/env python3
"""LibreOffice accepts, then refuses, all changes of every marked-up Word file: the paragraphs are those that Pandoc reads, and as many.

tracked_changes.py FILE.docx...: prints findings; ends with 0 (none), 1 (some) or 2 (it could not do its work).
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue

COMMANDS = {'accept': '.uno:AcceptAllTrackedChanges', 'reject': '.uno:RejectAllTrackedChanges'}


def plain(text):
    for typographic, ordinary in (('\u00a0', ' '), ('\u202f', ' '), ('\u2011', '-'), ('\u00ad', '')):
        text = text.replace(typographic, ordinary)
    return ' '.join(text.split())


def prop(name, value):
    result = PropertyValue()
    result.Name, result.Value = name, value
    return result


class Office:
    """A LibreOffice of its own, in its own folder."""

    def __init__(self, folder):
        pipe = 'kancelli-%d' % os.getpid()
        self.process = subprocess.Popen(['soffice', '--headless', '--norestore', '-env:UserInstallation=file://%s/profile' % folder,
                                         '--accept=pipe,name=%s;urp;' % pipe], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        resolver = uno.getComponentContext().ServiceManager.createInstance('com.sun.star.bridge.UnoUrlResolver')
        for attempt in range(240):
            try:
                self.context = resolver.resolve('uno:pipe,name=%s;urp;StarOffice.ComponentContext' % pipe)
                break
            except Exception:
                if attempt == 239:
                    raise
                time.sleep(0.5)
        self.services = self.context.ServiceManager
        self.desktop = self.services.createInstanceWithContext('com.sun.star.frame.Desktop', self.context)

    def paragraphs(self, path, how):
        document = self.desktop.loadComponentFromURL('file://' + os.path.abspath(path), '_blank', 0, (prop('Hidden', True),))
        try:
            dispatcher = self.services.createInstanceWithContext('com.sun.star.frame.DispatchHelper', self.context)
            dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[how], '', 0, ())
            return [plain(p.String) for p in document.Text if p.supportsService('com.sun.star.text.Paragraph')]
        finally:
            document.close(True)

    def stop(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(60)


def inlines(nodes):
    text = ''
    for node in nodes:
        kind, content = node['t'], node.get('c')
        if kind == 'Str':
            text += content
        elif kind in ('Space', 'SoftBreak', 'LineBreak'):
            text += ' '
        elif kind in ('Link', 'Span'):
            text += inlines(content[1])
        elif kind in ('Emph', 'Strong', 'Underline', 'Strikeout', 'SmallCaps'):
            text += inlines(content)
    return text


def blocks(nodes, found):
    for node in nodes:
        kind, content = node['t'], node.get('c')
        if kind in ('Para', 'Plain'):
            found.append(plain(inlines(content)))
        elif kind == 'Header':
            found.append(plain(inlines(content[2])))
        elif kind in ('BulletList', 'BlockQuote', 'Div', 'OrderedList'):
            inner = content if kind in ('BulletList', 'BlockQuote') else content[1]
            for each in inner if kind.endswith('List') else [inner]:
                blocks(each, found)
    return found


def by_pandoc(path, how):
    made = subprocess.run(['pandoc', '-f', 'docx', '-t', 'json', '--track-changes=' + how, path], capture_output=True, check=True)
    document = json.loads(made.stdout)
    # Pandoc takes the paragraph of the style Title for metadata.
    title = document['meta'].get('title')
    return ([plain(inlines(title['c']))] if title else []) + blocks(document['blocks'], [])


def findings_of(path, office):
    for how in COMMANDS:
        # What was struck out whole is an empty paragraph to Pandoc; LibreOffice may not leave one.
        wanted = [p for p in by_pandoc(path, how) if p]
        found = office.paragraphs(path, how)
        if sorted(wanted) != sorted(p for p in found if p):
            other = [p for p in wanted if p not in found] or [p for p in found if p and p not in wanted] or ['their numbers differ']
            yield '%s: %s: otherwise than Pandoc reads it: »%s« [changes-%s]' % (path, how, other[0], how)
        elif [p for p in found if p] != wanted and [p for p in found if p][1:] != [p for p in wanted if p != found[0]]:
            yield '%s: %s: in another order than Pandoc reads it [changes-%s]' % (path, how, how)
        if any(not p for p in found):
            yield '%s: %s: %d empty paragraphs are left [paragraph-left]' % (path, how, sum(not p for p in found))


def main():
    files = sys.argv[1:]
    if not files:
        print('tracked_changes: no files given', file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        try:
            findings = [finding for path in files for finding in findings_of(path, office)]
        finally:
            office.stop()
    for finding in findings:
        print(finding)
    print('tracked changes: %d files, %d findings' % (len(files), len(findings)))
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
