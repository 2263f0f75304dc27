#!/usr/bin/env python3
"""Edits a Word file in LibreOffice, as one person after the other does, and saves it as DOCX.

edit_by_people.py EDITS.json: a list of {"from", "to", "author", "tracked", "edits", "comments"}; an edit is one of
  ["change", WORDS, OTHERS]   ["remove", WORDS]    the paragraph that has these words
  ["move", WORDS, BEHIND]     the paragraph, behind the one with the words BEHIND
A comment is put in afterwards, as Word writes it: [AUTHOR, "comment", WORDS, TEXT], [AUTHOR, "answer", TEXT, ANSWER] on the comment that
says TEXT. "from" may be what stands in "to" before: it has the edits, and no comments yet. Ends with 1 where words are not there.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from xml.sax.saxutils import escape

import uno
from com.sun.star.beans import PropertyValue


def prop(name, value):
    result = PropertyValue()
    result.Name, result.Value = name, value
    return result


class Office:
    def __init__(self, folder):
        pipe = 'kancelli-people-%d' % os.getpid()
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

    def call_the_user(self, name):
        provider = self.services.createInstanceWithContext('com.sun.star.configuration.ConfigurationProvider', self.context)
        access = provider.createInstanceWithArguments('com.sun.star.configuration.ConfigurationUpdateAccess',
                                                      (prop('nodepath', '/org.openoffice.UserProfile/Data'),))
        access.replaceByName('givenname', name)
        access.replaceByName('sn', '')
        access.commitChanges()

    def open(self, path):
        return self.desktop.loadComponentFromURL('file://' + os.path.abspath(path), '_blank', 0, (prop('Hidden', True),))

    def stop(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(60)


class Editor:
    def __init__(self, document):
        self.document = document

    def find(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        search.SearchCaseSensitive = True
        found = self.document.findFirst(search)
        if found is None:
            sys.exit('edit_by_people: no "%s"' % words)
        return found

    def paragraph(self, words):
        """The whole paragraph with its end."""
        cursor = self.find(words).Text.createTextCursorByRange(self.find(words))
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        return cursor

    def change(self, words, others):
        # Word by word as somebody types: only what differs.
        same = os.path.commonprefix([words, others])
        same = same[:same.rfind(' ') + 1]
        ends = os.path.commonprefix([words[len(same):][::-1], others[len(same):][::-1]])
        cut = ends.rfind(' ') + 1
        found = self.find(words)
        cursor = found.Text.createTextCursorByRange(found.Start)
        cursor.goRight(len(same), False)
        cursor.goRight(len(words) - len(same) - cut, True)
        cursor.String = others[len(same):len(others) - cut]

    def remove(self, words):
        cursor = self.paragraph(words)
        cursor.goRight(1, True)
        cursor.String = ''

    def move(self, words, behind):
        text = self.paragraph(words).String
        target = self.paragraph(behind)
        target.collapseToEnd()
        target.Text.insertControlCharacter(target, uno.getConstantByName('com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK'), False)
        target.Text.insertString(target, text, False)
        self.remove(words)


class Comments:
    """Comments as Word writes them, into a package: LibreOffice 7.4 without a screen ends where it has to show one."""

    W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
    W14 = 'http://schemas.microsoft.com/office/word/2010/wordml'
    W15 = 'http://schemas.microsoft.com/office/word/2012/wordml'
    TYPES = {'comments': ('application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml',
                          'http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments'),
             'commentsExtended': ('application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml',
                                  'http://schemas.microsoft.com/office/2011/relationships/commentsExtended')}

    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name).decode('utf8') if name.endswith(('.xml', '.rels')) else package.read(name)
                          for name in package.namelist()}
        self.need('comments', '<w:comments xmlns:w="%s" xmlns:w14="%s"></w:comments>' % (self.W, self.W14))
        self.need('commentsExtended', '<w15:commentsEx xmlns:w15="%s"></w15:commentsEx>' % self.W15)
        self.count = self.parts['word/comments.xml'].count('<w:comment ')

    def need(self, name, empty):
        if 'word/%s.xml' % name in self.parts:
            return
        media, relation = self.TYPES[name]
        self.parts['word/%s.xml' % name] = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + empty
        self.add('[Content_Types].xml', '</Types>', '<Override PartName="/word/%s.xml" ContentType="%s"/>' % (name, media))
        self.add('word/_rels/document.xml.rels', '</Relationships>', '<Relationship Id="people-%s" Type="%s" Target="%s.xml"/>' % (name, relation, name))

    def add(self, part, end, xml):
        at = self.parts[part].rindex(end)
        self.parts[part] = self.parts[part][:at] + xml + self.parts[part][at:]

    def paragraphs(self):
        return re.finditer(r'<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>', self.parts['word/document.xml'], re.S)

    def write(self, author, text, parent, begin, end):
        self.count += 1
        number, paragraph = 500 + self.count, '5%07X' % self.count
        # A program that knows no w14 may skip it.
        if 'xmlns:w14' not in self.parts['word/comments.xml']:
            self.parts['word/comments.xml'] = self.parts['word/comments.xml'].replace('<w:comments ', '<w:comments xmlns:w14="%s" ' % self.W14, 1)
        self.add('word/comments.xml', '</w:comments>',
                 '<w:comment w:id="%d" w:author="%s" w:date="2026-02-18T09:%02d:00Z" w:initials="%s"><w:p w14:paraId="%s"><w:r><w:t>%s</w:t></w:r></w:p></w:comment>'
                 % (number, author, self.count, author[:1], paragraph, escape(text)))
        self.add('word/commentsExtended.xml', '</w15:commentsEx>',
                 '<w15:commentEx w15:paraId="%s" %sw15:done="0"/>' % (paragraph, 'w15:paraIdParent="%s" ' % parent if parent else ''))
        xml = self.parts['word/document.xml']
        self.parts['word/document.xml'] = (xml[:begin] + '<w:commentRangeStart w:id="%d"/>' % number + xml[begin:end] +
                                           '<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>' % (number, number) + xml[end:])

    def comment(self, author, words, text):
        """On the whole paragraph."""
        for found in self.paragraphs():
            if words in re.sub('<[^>]*>', '', found.group()):
                properties = re.match(r'<w:p[ >][^>]*?>?(<w:pPr>.*?</w:pPr>|<w:pPr/>)', found.group(), re.S)
                begin = found.start() + (properties.end() if properties else found.group().index('>') + 1)
                return self.write(author, text, None, begin, found.end() - len('</w:p>'))
        sys.exit('edit_by_people: no "%s"' % words)

    def answer(self, author, text, answer):
        for found in re.finditer(r'<w:comment .*?</w:comment>', self.parts['word/comments.xml'], re.S):
            if escape(text) not in found.group():
                continue
            number = re.search(r'w:id="(\d+)"', found.group()).group(1)
            paragraph = re.findall(r'w14:paraId="(\w+)"', found.group())[-1]
            xml = self.parts['word/document.xml']
            begin = xml.index('<w:commentRangeStart w:id="%s"/>' % number)
            return self.write(author, answer, paragraph, begin, xml.index('<w:commentRangeEnd w:id="%s"/>' % number))
        sys.exit('edit_by_people: no comment "%s"' % text)

    def save(self, path):
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)


def main():
    with open(sys.argv[1], encoding='utf8') as file:
        work = json.load(file)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(folder)
        try:
            for each in work:
                # A copy: beside a file that is open lies a lock.
                copy = os.path.join(folder, os.path.basename(each['to']))
                shutil.copy(each['from'], copy)
                office.call_the_user(each['author'])
                document = office.open(copy)
                document.RecordChanges = each['tracked']
                editor = Editor(document)
                for what, *words in each['edits']:
                    getattr(editor, what)(*words)
                document.storeToURL('file://' + os.path.abspath(each['to']), (prop('FilterName', 'MS Word 2007 XML'),))
                document.close(True)
        finally:
            office.stop()
    for each in work:
        comments = Comments(each['to'])
        for author, what, *words in each['comments']:
            getattr(comments, what)(author, *words)
        comments.save(each['to'])


if __name__ == '__main__':
    main()
