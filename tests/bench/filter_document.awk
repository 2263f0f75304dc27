# A paper in Pandoc's Markdown: sections with everything that papers have, as many as asked for. The same every time.
#   awk -v sections=3 -f tests/bench/filter_document.awk

function drawn(list, count) { return list[(at = (at * 31 + 7) % 9973) % count + 1] }
function word() { return drawn(words, word_count) }

function sentence(length_,    text, i) {
  text = drawn(openings, opening_count)
  for (i = 2; i <= length_; ++i) text = text " " word()
  return text "."
}

# Prose, notes, links, citations, lists.
function prose(n) {
  printf "%s Det fremgår af § %d, stk. 2, og af *budget* %d, at **udvalget** bl.a. %s%s %s\n\n", sentence(14), n % 40 + 1, 2020 + n % 9, word(),
    "^[Se også *" word() "* og [kilden](https://www.kk.dk/side-" n ").]", sentence(18)
  printf "%s \"%s %s\" skriver @kilde%d, jf. [afsnit %d](#afsnit-%d) og [byens side](https://www.kk.dk/%d). %s\n\n", sentence(12), word(), word(),
    n % 50, n, n, n, sentence(16)
  printf "## Opgaver og ansvar\n\n- %s\n- %s `felt_%d`\n- *%s* %s\n\n", sentence(8), sentence(6), n, word(), sentence(5)
  printf "%s %s %s\n\n", sentence(20), sentence(17), sentence(15)
}

# Boxes, numbered lists, quotations, tables, figures, code, definitions, formulas.
function pieces(n,    row) {
  printf "::: {.note}\n%s Der er %d mio. kr. til %s.\n:::\n\n", sentence(11), n % 90 + 10, word()
  printf "1. %s\n2. %s\n\n> %s\n\n", sentence(9), sentence(7), sentence(13)
  printf "| %s | %s | %s |\n|:--|--:|:-:|\n", word(), word(), word()
  for (row = 1; row <= 3; ++row) printf "| %s %s | %d,%d | %s |\n", word(), word(), row * n % 1000, row, word()
  printf "\n: %s\n\n![%s](billede-%d.png)\n\n", sentence(4), sentence(5), n
  printf "~~~ {.lua}\nreturn %d\n~~~\n\n%s\n:   %s\n\n%s [%s %s]{.term} H~2~O $x^2$. %s\n\n", n, word(), sentence(7), sentence(10), word(), word(),
    sentence(19)
}

BEGIN {
  word_count = split("forvaltningen kommunen udvalget borgerne indstillingen budgettet rammen opgaverne ansvaret møderne året planen " \
    "bestyrelsen medarbejderne reglerne aftalen sagen området enhederne ordningen drøfter behandler godkender vedtager forelægger " \
    "løser overtager styrker sikrer følger mellem efter inden over under ved fra til for med også desuden særligt løbende " \
    "fælles årlige økonomiske tværgående åbne små større øvrige nye samlede og", words, " ")
  opening_count = split("Udvalget Forvaltningen Ændringen Området Årligt Økonomien Desuden Planen", openings, " ")
  print "---\ntitle: Notat om *fælles* opgaver\nauthor: [Koncernservice, Økonomiforvaltningen]\ndate: 2026-02-12\nkeywords: [opgaver, ansvar]\n---\n"
  for (n = 1; n <= sections; ++n) {
    printf "# Afsnit %d {#afsnit-%d}\n\n", n, n
    if (n % 2) prose(n); else pieces(n)
  }
}
