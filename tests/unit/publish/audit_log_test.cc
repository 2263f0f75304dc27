#include "pipeline/publish/audit_log.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

const std::vector<AuditEntry> entries = {
    {"2026-03-02T08:15:00Z", "ole", "publish", std::string(64, 'a'), {{"errors", "0"}, {"papers", "31"}}},
    {"2026-03-02T09:00:00Z",
     "Åse \"Å\" Ø",
     "override",
     "",
     {{"paper", "b\n\t\\"}, {"paper", ""}, {"", "\x01"}}},
    {"2026-03-03T08:15:00Z", "ole", "publish", std::string(64, 'b'), {}},
    {"2026-03-03T08:16:00Z", "ole", "rollback", std::string(64, 'a'), {}},
    {"2026-03-03T08:15:00Z", "ole", "publish", std::string(64, 'b'), {}}};  // the third once more

std::string log_of(const std::vector<AuditEntry>& list) {
  std::string log;
  for (const AuditEntry& entry : list) log += next_line(log, entry);
  return log;
}

std::vector<std::string> lines_of(const std::string& log) {
  std::vector<std::string> lines;
  for (const std::string_view line : split(log, '\n'))
    if (!line.empty()) lines.push_back(std::string(line) + "\n");
  return lines;
}

std::string error_of(const std::string& log) {
  try {
    next_line(log, entries[0]);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

class AuditLog : public ::testing::Test {
 protected:
  const std::string log = log_of(entries);
  std::vector<std::string> lines = lines_of(log);

  // Of the lines as they are now.
  std::size_t broken() const { return first_broken_line(join(lines, "")); }
};

TEST_F(AuditLog, HasALineForEachEntry) {
  ASSERT_EQ(lines.size(), 5u);
  const std::string entry =
      R"({"time": "2026-03-02T08:15:00Z", "actor": "ole", "action": "publish", "release": ")" +
      std::string(64, 'a') + R"(", "details": [["errors", "0"], ["papers", "31"]])";
  EXPECT_EQ(lines[0], entry + R"(, "hash": ")" + sha256("\n" + entry) + "\"}\n");
  EXPECT_EQ(broken(), 0u);
  EXPECT_EQ(first_broken_line(""), 0u);
}

TEST_F(AuditLog, IsReadAsItWasWritten) {
  const auto read = read_log(log);
  ASSERT_EQ(read.size(), entries.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read[i].time, entries[i].time);
    EXPECT_EQ(read[i].actor, entries[i].actor);
    EXPECT_EQ(read[i].action, entries[i].action);
    EXPECT_EQ(read[i].release, entries[i].release);
    EXPECT_EQ(read[i].details, entries[i].details);
  }
  EXPECT_TRUE(read_log("").empty());
}

TEST_F(AuditLog, TakesTextsThatAreNotUtf8) {
  const std::string line = next_line("", {"t", "o\xff", "publish", std::string("a\0b", 3), {}});
  EXPECT_EQ(first_broken_line(line), 0u);
  EXPECT_EQ(read_log(line).at(0).actor, "o\xef\xbf\xbd");
  EXPECT_EQ(read_log(line).at(0).release, std::string("a\0b", 3));
}

TEST_F(AuditLog, ShowsAnyCharacterThatWasChangedAndInWhichLine) {
  std::size_t line = 1;
  for (std::size_t at = 0; at < log.size(); ++at) {
    for (const char c : {'0', 'b', ' ', '"', '\\', '\n', '\0', '\xff', '}'}) {
      std::string other = log;
      if (other[at] == c) continue;
      other[at] = c;
      EXPECT_EQ(first_broken_line(other), line) << at << ' ' << int{c};
    }
    EXPECT_EQ(first_broken_line(std::string(log).erase(at, 1)), line) << at;
    EXPECT_EQ(first_broken_line(std::string(log).insert(at, " ")), line) << at;
    if (log[at] == '\n') ++line;
  }
}

TEST_F(AuditLog, ShowsALineThatWasTakenOut) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const auto whole = lines;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(broken(), i + 1);
    lines = whole;
  }
  lines.erase(lines.begin(), lines.begin() + 2);
  EXPECT_EQ(broken(), 1u);
}

TEST_F(AuditLog, ShowsLinesThatChangedPlaces) {
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (std::size_t k = i + 1; k < lines.size(); ++k) {
      std::swap(lines[i], lines[k]);
      EXPECT_EQ(broken(), i + 1) << k;
      std::swap(lines[i], lines[k]);
    }
}

TEST_F(AuditLog, ShowsALineThatWasPutIn) {
  const auto whole = lines;
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    for (const std::string& line : whole) {  // one of its own
      lines = whole;
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), line);
      // The line put in is itself at fault, or, where it doubles its neighbour, the second of the two.
      EXPECT_EQ(broken(), i < whole.size() && line == whole[i] ? i + 2 : i + 1);
    }
    lines = whole;  // one that would follow: the next one then does not
    const std::string before =
        join(std::vector<std::string>(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i)), "");
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i),
                 next_line(before, {"t", "x", "prune", "", {}}));
    EXPECT_EQ(broken(), i < whole.size() ? i + 2 : 0);
    lines = whole;
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), "\n");
    EXPECT_EQ(broken(), i + 1);
  }
}

TEST_F(AuditLog, ShowsALineThatWasMadeAnewWithAFittingHash) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string kept = lines[i];
    AuditEntry other = entries[i];
    other.actor = "somebody else";
    lines[i] = next_line(
        join(std::vector<std::string>(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i)), ""),
        other);
    EXPECT_EQ(broken(), i + 2);
    lines[i] = kept;
  }
}

TEST_F(AuditLog, OfAnotherSiteDoesNotContinueThisOne) {
  const auto others = lines_of(log_of({entries[2], entries[0], entries[1], entries[3]}));
  lines.push_back(others.back());
  EXPECT_EQ(broken(), 6u);
}

TEST_F(AuditLog, ShowsALastLineThatWasNotWrittenToItsEnd) {
  const std::size_t begin = log.size() - lines.back().size();
  for (std::size_t size = begin + 1; size < log.size(); ++size) {
    const std::string half = log.substr(0, size);
    EXPECT_EQ(first_broken_line(half), 5u) << size;
    EXPECT_EQ(error_of(half), "line 5 of the audit log, its last, was not written to the end");
  }
}

// As the header says: the log alone cannot show it.
TEST_F(AuditLog, DoesNotShowThatWholeLinesWereCutOffAtItsEnd) {
  lines.pop_back();
  EXPECT_EQ(broken(), 0u);
}

TEST_F(AuditLog, IsNotContinuedOrReadWhenItIsBroken) {
  std::swap(lines[1], lines[2]);
  EXPECT_EQ(error_of(join(lines, "")), "line 2 of the audit log does not follow from those before it");
  EXPECT_THROW(read_log(join(lines, "")), Error);
  EXPECT_THROW(read_log("{"), Error);
}

TEST_F(AuditLog, ShowsLinesThatAreNoEntries) {
  for (const char* line : {"", "{}", "null", "[]", "\"a\"", "{\"time\": 1}"}) {
    EXPECT_EQ(first_broken_line(std::string(line) + "\n"), 1u) << line;
    EXPECT_EQ(first_broken_line(log + line + "\n"), 6u) << line;
  }
  const std::string start = R"({"time": "t", "actor": "a", "action": "b", "release": "", "details": )";
  for (const char* details : {"{}", "[1]", "[[]]", "[[\"a\"]]", "[[\"a\", 1]]", "[[1, \"a\"]]"})
    EXPECT_EQ(first_broken_line(start + details + R"(, "hash": ""})" + "\n"), 1u) << details;
  EXPECT_EQ(first_broken_line(std::string(1000000, '[') + "\n"), 1u);
}

}  // namespace
}  // namespace kancelli
