#include "pipeline/cli/watched_files.h"

#include <gtest/gtest.h>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string number(std::size_t value, int size) {
  std::string bytes;
  for (int i = 0; i < size; ++i, value >>= 8) bytes += static_cast<char>(value & 0xFF);
  return bytes;
}

// One entry's bytes, a directory of 46 bytes, the end.
std::string packed(const std::string& comment = "") {
  const std::string content = "PK\x03\x04" + std::string(40, 'x'), row = "PK\x01\x02" + std::string(42, 'y');
  return content + row + "PK\x05\x06" + std::string(8, '\0') + number(row.size(), 4) +
         number(content.size(), 4) + number(comment.size(), 2) + comment;
}

TEST(WatchedFiles, LockFilesAndTemporaryOnesWantNoAnswer) {
  for (const char* name : {"~$sag.docx", "~WRL0001.tmp", "~WRD0002.tmp", ".~lock.sag.docx#", "Thumbs.db",
                           "THUMBS.DB", "desktop.ini", ".DS_Store", "sag.docx.crdownload", "sag.docx.part",
                           "sag.docx~", ".kancelli", "4F2A.tmp", ""})
    EXPECT_TRUE(is_passed_over(name)) << name;
  for (const char* name : {"sag.docx", "SAG.DOCX", "~sag.docx", "sag$.docx", "tmp.docx", "-x.docx", "sag"})
    EXPECT_FALSE(is_passed_over(name)) << name;
}

TEST(WatchedFiles, AnswersAreKnownByTheirNames) {
  EXPECT_EQ(answer_name("Sag om æøå.docx", AnswerKind::pdf, 1), "Sag om æøå.pdf");
  EXPECT_EQ(answer_name("Sag.DOCX", AnswerKind::checked, 1), "Sag - tjekket.docx");
  EXPECT_EQ(answer_name("Sag.docx", AnswerKind::page, 2), "Sag - svar (2).html");
  EXPECT_EQ(answer_name("Sag.odt", AnswerKind::page, 1), "Sag.odt - svar.html");
  EXPECT_EQ(answer_name("uden", AnswerKind::page, 1), "uden - svar.html");
  for (const char* name : {"x - svar.html", "x - svar (12).HTML", "x - tjekket.docx", "x - tjekket (2).dotx"})
    EXPECT_TRUE(is_page_name(name) != is_copy_name(name)) << name;
  for (const char* name : {"x.html", "x - svar.docx", "svar.html", "x - tjekket ().docx",
                           "x - tjekket (a).docx", "x - tjekket.docx.docx", "x tjekket.docx"})
    EXPECT_FALSE(is_page_name(name) || is_copy_name(name)) << name;
}

TEST(WatchedFiles, ALongNameIsCutBetweenLetters) {
  std::string stem;
  for (int i = 0; i < 125; ++i) stem += "ø";
  for (const AnswerKind kind : {AnswerKind::pdf, AnswerKind::checked, AnswerKind::page}) {
    const std::string name = answer_name(stem + ".docx", kind, 12);
    EXPECT_LE(name.size(), 255u);
    EXPECT_EQ(find_invalid_utf8(name), std::string::npos) << name;
    EXPECT_EQ(kind == AnswerKind::page, is_page_name(name));
    EXPECT_EQ(kind == AnswerKind::checked, is_copy_name(name));
  }
}

TEST(WatchedFiles, AZipIsWholeWhenItsEndIs) {
  const std::string whole = packed(), with_comment = packed("ord");
  EXPECT_TRUE(ends_whole(whole));
  EXPECT_TRUE(ends_whole(with_comment));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ends_whole(whole.substr(0, size))) << size;
    // A file that was made as long as it will be, and is filled from the beginning.
    const std::string filled = whole.substr(0, size) + std::string(whole.size() - size, '\0');
    EXPECT_EQ(ends_whole(filled), filled == whole) << size;
  }
  EXPECT_FALSE(ends_whole(with_comment.substr(0, with_comment.size() - 1)));
  EXPECT_FALSE(ends_whole(whole + "x"));
  EXPECT_FALSE(ends_whole("x" + whole));
}

TEST(WatchedFiles, AFileIsStillWhenNothingOfItChangesForSoLong) {
  Stillness stillness(2000);
  const FileState small{10, 1, 100}, grown{11, 1, 100}, touched{11, 1, 101}, another{11, 2, 101};
  EXPECT_FALSE(stillness.is_still("a", small, 0));
  EXPECT_FALSE(stillness.is_still("a", small, 1999));
  EXPECT_TRUE(stillness.is_still("a", small, 2000));
  EXPECT_FALSE(stillness.is_still("b", small, 2000));
  std::int64_t now = 2000;
  for (const FileState& state : {grown, touched, another}) {
    EXPECT_FALSE(stillness.is_still("a", state, now += 2000));
    EXPECT_TRUE(stillness.is_still("a", state, now += 2000));
  }
  stillness.keep_only({{"b", small}});
  EXPECT_FALSE(stillness.is_still("a", another, now));
  EXPECT_TRUE(stillness.is_still("b", small, now));
}

TEST(Answered, IsReadBackAsItWasWritten) {
  Answered before;
  AnsweredFile& file = before.files["sag/med\ttab, 100 %\nog æøå.docx"];
  file.state = {18'000, 42, 1'795'698'728'063'796'823};
  file.hash = "aa";
  file.done = true;
  file.paper = "om-parkering";
  file.answers = {{"x.pdf", {"bb"}}, {"x - tjekket.docx", {"cc", "dd"}}};
  before.files["halv.docx"].hash = "";
  before.earlier = {"ee", "ff"};
  const Answered after = Answered::read(before.text());
  EXPECT_EQ(after.text(), before.text());
  ASSERT_EQ(after.files.size(), 2u);
  const AnsweredFile& read = after.files.begin()->first == "halv.docx"
                                 ? std::next(after.files.begin())->second
                                 : after.files.begin()->second;
  EXPECT_EQ(read.state, file.state);
  EXPECT_TRUE(read.done);
  EXPECT_EQ(read.answers, file.answers);
  EXPECT_FALSE(after.files.at("halv.docx").done);
}

TEST(Answered, KnowsWhatWasAnAnswerOnce) {
  Answered answered;
  answered.files["x.docx"].answers = {{"x.pdf", {"pdf"}}, {"x - tjekket.docx", {"kopi"}}};
  EXPECT_TRUE(answered.is_answer("kopi"));
  EXPECT_TRUE(answered.is_answer("pdf"));
  EXPECT_FALSE(answered.is_answer("andet"));
  answered.forget("x.docx");
  EXPECT_TRUE(answered.files.empty());
  EXPECT_TRUE(answered.is_answer("kopi"));
}

TEST(Answered, ReadsOnWhereALineIsDamaged) {
  const Answered answered = Answered::read(
      "kancelli watch-folder "
      "1\nfile\ta.docx\tmange\t1\t1\tx\tdone\t\nanswer\ta.pdf\tbb\nfile\tb."
      "docx\t1\t2\t3\tcc\tdone\t\nanswer\n"
      "answer\tb.pdf\tdd\nfile\tc.docx\t1\t2");
  ASSERT_EQ(answered.files.size(), 1u);
  EXPECT_EQ(answered.files.at("b.docx").answers.at("b.pdf"), std::set<std::string>{"dd"});
  EXPECT_TRUE(Answered::read("").files.empty());
  EXPECT_TRUE(Answered::read("noget andet\nfile\tb.docx\t1\t2\t3\tcc\tdone\t\n").files.empty());
}

}  // namespace
}  // namespace kancelli
