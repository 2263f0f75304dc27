#!/usr/bin/env python3
"""Makes what word_bench.sh measures with.

word_bench.py paper SOURCE.xml PAGES OUT.xml    a fact sheet with so many pages more: a section a page, of sentences at random
word_bench.py edit FROM.docx TO.docx PLACES     a copy, changed at so many places as Word writes it, half of them tracked
The same arguments make the same files.
"""
import random
import re
import sys
import zipfile

NOUNS = '''arbejdsgang bevilling borger budget center dagsorden delegation drift effektivisering enhed faktura forvaltning forslag frist
gebyr gevinst hjemmel høring indkøb indsats kontrakt kvalitet ledelse leverance medarbejder møde mål notat opgave ordning orientering
overblik plan praksis proces rapport ramme regnskab resultat sag service snitflade styring system tidsplan tilsyn udbud udgift udvalg
uddannelse vejledning vurdering ydelse årshjul'''.split()
VERBS = '''afklares afsluttes beskrives besluttes drøftes fastlægges fordeles forelægges følges forberedes gennemføres godkendes ledes
planlægges prioriteres samles styrkes tilpasses udvikles vurderes'''.split()
LINKS = 'og samt eller men dog fordi hvor når selvom så'.split()
ADJECTIVES = 'fælles samlet særlig årlig løbende tydelig digital lokal ny samme enkel bred'.split()


def sentence(chance):
    def part():
        return '%s %s og %s %s %s' % (chance.choice(ADJECTIVES), chance.choice(NOUNS), chance.choice(ADJECTIVES), chance.choice(NOUNS), chance.choice(VERBS))
    text = 'Den ' + part()
    for _ in range(chance.randrange(1, 3)):
        text += ' %s den %s' % (chance.choice(LINKS), part())
    return text + '.'


def section(number, chance):
    text = '<section><title>Afsnit nummer %d</title>\n' % number
    for each in range(5):
        words = ' '.join(sentence(chance) for _ in range(3))
        note = '<footnote>%s</footnote>' % sentence(chance) if each == 1 else ''
        text += '<p>%s%s</p>\n' % (words, note)
    items = [sentence(chance) for _ in range(4)]
    text += '<list kind="bullet">%s</list>\n' % ''.join('<item>%s</item>' % each for each in items)
    if number % 2 == 0:
        rows = ''.join('<row><cell>%s %s %d</cell><cell>%d</cell><cell>%s</cell></row>\n' %
                       (chance.choice(ADJECTIVES), chance.choice(NOUNS), row, chance.randrange(100, 1000), sentence(chance)) for row in range(6))
        text += ('<table id="tabel-%d"><caption>Opgaver i afsnit %d</caption><column id="a-%d" type="text" header="true">Opgave</column>'
                 '<column id="b-%d" type="text">Antal</column><column id="c-%d" type="text">Bemærkning</column>\n%s</table>\n'
                 % ((number,) * 5 + (rows,)))
    return text + '</section>\n'


def paper(source, pages, out):
    chance = random.Random(1)
    with open(source, encoding='utf8') as file:
        text = file.read()
    more = ''.join(section(number, chance) for number in range(1, int(pages) + 1))
    with open(out, 'w', encoding='utf8') as file:
        file.write(text.replace('</presentation>', more + '</presentation>'))


MARK = ' w:id="%d" w:author="Jurist" w:date="2026-02-18T09:30:00Z"'
RUN = '<w:r><w:t xml:space="preserve">%s</w:t></w:r>'


def edited(paragraph, number):
    """A paragraph's XML with one change, a fourth of them with a word twice; None where it has no run to make it in."""
    mark = MARK % (90000 + 10 * number)
    runs = [run for run in re.finditer(r'<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>', paragraph) if run.group(1).count(' ') > 10]
    if not runs:
        return None
    run = runs[0]
    words = run.group(1).split(' ')
    at = len(words) // 2
    before, word, after = ' '.join(words[:at]) + ' ', words[at], ' ' + ' '.join(words[at + 1:])
    kind = number % 4
    if kind == 0:
        middle = RUN % 'ganske'
    elif kind == 1:
        middle = '<w:del%s><w:r><w:delText xml:space="preserve">%s</w:delText></w:r></w:del><w:ins%s>%s</w:ins>' % (mark, word, MARK % (90001 + 10 * number), RUN % 'ganske')
    elif kind == 2:
        middle = RUN % (word + ' også også i øvrigt')
    else:
        middle = '%s<w:ins%s>%s</w:ins>' % (RUN % word, mark, RUN % ' også i øvrigt')
    return paragraph[:run.start()] + RUN % before + middle + RUN % after + paragraph[run.end():]


def edit(source, target, places):
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    xml = parts['word/document.xml'].decode('utf8')
    body = [each for each in re.finditer(r'<w:p>(?:(?!</w:p>).)*</w:p>', xml) if 'Den ' in each.group() and 'w:tc>' not in each.group()]
    step, made, out, last = len(body) // int(places), 0, [], 0
    for index in range(0, len(body), step):
        # The next paragraph that can be changed.
        for each in body[index:index + step]:
            changed = edited(each.group(), made) if made < int(places) else None
            if changed is not None:
                out += [xml[last:each.start()], changed]
                last = each.end()
                made += 1
                break
    if made != int(places):
        sys.exit('word_bench: only %d places' % made)
    parts['word/document.xml'] = (''.join(out) + xml[last:]).encode('utf8')
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


if __name__ == '__main__':
    {'paper': paper, 'edit': edit}[sys.argv[1]](*sys.argv[2:])
