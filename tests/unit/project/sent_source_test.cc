// A source that is sent changes where it must, and nowhere else.
#include "pipeline/project/sent_source.h"

#include <gtest/gtest.h>

#include "tests/support/example_project.h"

namespace kancelli {
namespace {

struct Read {
  Project project;
  Paper paper;
};

std::unique_ptr<Read> read(const std::string& meta) {
  auto result = std::make_unique<Read>();
  Diagnostics found;
  result->paper.xml =
      read_xml(result->project.sources,
               result->project.sources.add("x.xml", "<charter xmlns='urn:kancelli:1'><meta>" + meta +
                                                        "</meta><!-- æ --></charter>\r\n"),
               found);
  read_meta(*result->paper.root().child("meta"), result->paper);
  return result;
}

std::string sent(const std::string& meta, const std::optional<Revision>& revision = {}) {
  const auto of = read(meta);
  const std::string text = as_sent(of->project, of->paper, *Date::parse("2026-02-18"), revision),
                    begin = "<charter xmlns='urn:kancelli:1'><meta>", end = "</meta><!-- æ --></charter>\r\n";
  EXPECT_TRUE(text.starts_with(begin) && text.ends_with(end)) << text;
  return text.substr(begin.size(), text.size() - begin.size() - end.size());
}

const Revision second{2, *Date::parse("2026-02-20"), "Et \"ord\" & to."};

TEST(SentSource, SaysThatItIsSentAndWhen) {
  EXPECT_EQ(sent("<state value=\"draft\"/>"), "<state value=\"sent\" sent=\"2026-02-18\"/>");
  EXPECT_EQ(sent("<state   value='in-approval' ></state>"),
            "<state   value=\"sent\" sent=\"2026-02-18\" ></state>");
  EXPECT_EQ(sent("<state sent='2026-01-01' value='sent'/>"), "<state sent=\"2026-02-18\" value='sent'/>");
}

TEST(SentSource, StaysAsItIsWhenItSaysSoAlready) {
  const std::string meta = "<state value='sent'  sent='2026-02-18' />";
  EXPECT_EQ(sent(meta), meta);
}

TEST(SentSource, OfACorrectionKeepsTheFirstDayAndGetsARevision) {
  EXPECT_EQ(
      sent("\r\n\t<state value=\"sent\" sent=\"2026-02-10\"/>\r\n", second),
      "\r\n\t<state value=\"sent\" sent=\"2026-02-10\"/>\r\n\t<revision number=\"2\" date=\"2026-02-20\" "
      "reason=\"Et &quot;ord&quot; &amp; to.\"/>\r\n");
  EXPECT_EQ(sent("<access/><state value=\"sent\" sent=\"2026-02-10\"/>", second),
            "<access/><state value=\"sent\" sent=\"2026-02-10\"/><revision number=\"2\" date=\"2026-02-20\" "
            "reason=\"Et &quot;ord&quot; &amp; to.\"/>");
}

TEST(SentSource, OfALaterCorrectionChangesTheRevisionThatIsThere) {
  EXPECT_EQ(
      sent("<state value='sent' sent='2026-02-10'/><revision number='1' date='2026-02-11' reason='Før'/>",
           second),
      "<state value='sent' sent='2026-02-10'/><revision number=\"2\" date=\"2026-02-20\" reason=\"Et "
      "&quot;ord&quot; &amp; to.\"/>");
}

TEST(SentSource, TellsItsRevision) {
  const auto of = read("<state value='sent'/><revision number='3' date='2026-02-11' reason=' Et   ord '/>");
  const auto revision = revision_of(of->paper);
  ASSERT_TRUE(revision);
  EXPECT_EQ(revision->number, 3);
  EXPECT_EQ(revision->reason, "Et ord");
  EXPECT_FALSE(revision_of(read("<state value='sent'/>")->paper));
  EXPECT_FALSE(
      revision_of(read("<state value='sent'/><revision number='x' date='2026-02-11' reason='a'/>")->paper));
}

}  // namespace
}  // namespace kancelli
