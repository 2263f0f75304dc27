#include "pipeline/publish/release.h"

#include <gtest/gtest.h>

#include <functional>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/signature.h"
#include "tests/support/release_folder.h"

namespace kancelli {
namespace {
namespace fs = std::filesystem;

using Site = std::map<std::string, std::string>;
using Texts = std::vector<std::string>;

bool mentions(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class ReleaseTest : public ReleaseFolder {
 protected:
  Sent send(const Site& site, const std::string& kind = "open") {
    return publish(*target_, site, kind, key_.secret, trusted_);
  }
  Texts faults(const std::string& release) { return faults_of(*target_, release, trusted_); }
  std::string refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  // As somebody does who changes a file in place, or puts one there.
  void tamper(const std::string& release, const std::string& path, const std::string& text) {
    write_at(in_release(release, path), text);
  }

  const KeyPair key_ = new_key();
  const Texts trusted_{new_key().open, key_.open};
  std::unique_ptr<Target> target_ = folder_target(folder_);
  const Site old_{{"index.html", "old"}, {"papers/1.html", "one"}, {"papers/2.html", "two"}};
  const Site new_{{"index.html", "new"}, {"papers/1.html", "one"}, {"papers/3.html", "two"}};
};

TEST_F(ReleaseTest, WhatIsPublishedIsServed) {
  const Sent sent = send(old_);
  EXPECT_EQ(sent.release, manifest_of(old_, "open").id());
  EXPECT_EQ(sent.sent, 3U);
  EXPECT_EQ(sent.kept, 0U);
  EXPECT_FALSE(sent.was_there || sent.was_active);
  EXPECT_EQ(target_->active(), sent.release);
  EXPECT_EQ(text_at(folder_ + "/current/papers/2.html"), "two");
  EXPECT_EQ(target_->paths(sent.release),
            (Texts{"index.html", "manifest.json", "manifest.sig", "papers/1.html", "papers/2.html"}));
  EXPECT_EQ(faults(sent.release), Texts{});
}

TEST_F(ReleaseTest, OnlyWhatChangedIsSent) {
  const std::string before = send(old_).release;
  const Sent sent = send(new_);
  EXPECT_EQ(sent.sent, 2U);  // also the file of the same bytes under another name
  EXPECT_EQ(sent.kept, 1U);
  EXPECT_TRUE(fs::equivalent(in_release(before, "papers/1.html"), in_release(sent.release, "papers/1.html")));
  EXPECT_EQ(faults(sent.release), Texts{});
  EXPECT_EQ(faults(before), Texts{});
}

TEST_F(ReleaseTest, ADamagedFileIsSentThoughItDidNotChange) {
  const std::string before = send(old_).release;
  tamper(before, "papers/1.html", "ONE");
  const Sent sent = send(new_);
  EXPECT_EQ(sent.sent, 3U);
  EXPECT_EQ(faults(sent.release), Texts{});
  EXPECT_EQ(faults(before), Texts{"papers/1.html is not as the manifest says"});
}

TEST_F(ReleaseTest, AMissingFileIsSentThoughItDidNotChange) {
  fs::remove(in_release(send(old_).release, "papers/1.html"));
  EXPECT_EQ(send(new_).sent, 3U);
}

TEST_F(ReleaseTest, PublishedAgainNothingHappens) {
  const std::string release = send(old_).release;
  const auto sealed = fs::last_write_time(folder_ + "/releases/" + release);
  const Sent again = send(old_);
  EXPECT_TRUE(again.was_there && again.was_active);
  EXPECT_EQ(again.sent, 0U);
  EXPECT_EQ(again.kept, 3U);
  EXPECT_EQ(fs::last_write_time(folder_ + "/releases/" + release), sealed);
}

TEST_F(ReleaseTest, AnEarlierReleaseIsMadeActiveAgainWithoutSending) {
  const std::string before = send(old_).release;
  send(new_);
  const Sent again = send(old_);
  EXPECT_TRUE(again.was_there);
  EXPECT_FALSE(again.was_active);
  EXPECT_EQ(again.sent, 0U);
  EXPECT_EQ(target_->active(), before);
}

TEST_F(ReleaseTest, ADamagedReleaseThatIsNotServedIsMadeAnew) {
  const std::string before = send(old_).release;
  send(new_);
  tamper(before, "papers/2.html", "TWO");
  const Sent again = send(old_);
  EXPECT_FALSE(again.was_there);
  EXPECT_EQ(again.sent, 2U);
  EXPECT_EQ(target_->active(), before);
  EXPECT_EQ(faults(before), Texts{});
}

TEST_F(ReleaseTest, ADamagedReleaseThatIsServedIsReported) {
  const std::string release = send(old_).release;
  tamper(release, "papers/2.html", "TWO");
  EXPECT_EQ(refusal([&] { send(old_); }),
            "release " + release + " is damaged: papers/2.html is not as the manifest says");
}

TEST_F(ReleaseTest, AKeyThatNobodyTrustsPublishesNothing) {
  EXPECT_EQ(refusal([&] { publish(*target_, old_, "open", new_key().secret, trusted_); }),
            "the key that would sign the release is not trusted");
  EXPECT_EQ(refusal([&] { publish(*target_, old_, "open", key_.secret, {}); }),
            "the key that would sign the release is not trusted");
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(ReleaseTest, ClosedAndOpenReleasesDoNotMix) {
  const std::string open = send(old_).release;
  EXPECT_EQ(refusal([&] { send(new_, "closed"); }),
            "the target holds releases of another kind: open, not closed");
  EXPECT_EQ(target_->releases(), Texts{open});
  EXPECT_EQ(under_way(), Texts{});
}

TEST_F(ReleaseTest, AnUnreadableManifestDoesNotLetClosedMatterIntoAnOpenPlace) {
  const std::string open = send(old_).release;
  tamper(open, "manifest.json", manifest_of(old_, "closed").json());
  EXPECT_EQ(refusal([&] { send(new_, "closed"); }),
            "the target holds releases, but no manifest of them can be read");
}

TEST_F(ReleaseTest, EveryTamperingIsFoundWithItsPath) {
  const std::string release = send(old_).release, signature = target_->read(release, "manifest.sig");
  const std::string manifest = target_->read(release, "manifest.json");
  const auto found = [&](const std::string& path, const std::string& text) {
    const std::string whole = text_at(in_release(release, path));
    tamper(release, path, text);
    const Texts faults_found = faults(release);
    tamper(release, path, whole);
    return join(faults_found, "\n");
  };
  EXPECT_EQ(found("papers/1.html", "One"), "papers/1.html is not as the manifest says");
  EXPECT_EQ(found("papers/1.html", "one "), "papers/1.html is not as the manifest says");
  EXPECT_EQ(found("papers/1.html", ""), "papers/1.html is not as the manifest says");
  EXPECT_EQ(found("manifest.sig", ""), "manifest.sig is no signature of the manifest by a trusted key");
  EXPECT_EQ(found("manifest.sig", sign(manifest, new_key().secret)),
            "manifest.sig is no signature of the manifest by a trusted key");
  EXPECT_EQ(found("manifest.sig", sign(manifest + " ", key_.secret)),
            "manifest.sig is no signature of the manifest by a trusted key");
  EXPECT_TRUE(mentions(found("manifest.json", manifest + "\n"),
                       "manifest.json is not the one that the release is named after"));
  EXPECT_TRUE(mentions(found("manifest.json", "no manifest"), "manifest.json"));
  EXPECT_EQ(faults(release), Texts{});
}

TEST_F(ReleaseTest, AManifestOfOtherFilesIsFoundThoughATrustedKeySignedIt) {
  const std::string release = send(old_).release, other = send(new_).release;
  for (const std::string name : {"manifest.json", "manifest.sig"})
    tamper(release, name, target_->read(other, name));
  EXPECT_EQ(faults(release), (Texts{"manifest.json is not the one that the release is named after",
                                    "index.html is not as the manifest says",
                                    "papers/3.html is in the manifest, but not in the release",
                                    "papers/2.html is in the release, but not in the manifest"}));
}

TEST_F(ReleaseTest, ExtraAndMissingFilesAreFound) {
  const std::string release = send(old_).release;
  tamper(release, "papers/extra.html", "extra");
  fs::create_symlink("1.html", in_release(release, "papers/link.html"));
  fs::remove(in_release(release, "papers/2.html"));
  EXPECT_EQ(faults(release), (Texts{"papers/2.html is in the manifest, but not in the release",
                                    "papers/extra.html is in the release, but not in the manifest",
                                    "papers/link.html is in the release, but not in the manifest"}));
}

TEST_F(ReleaseTest, ALinkInPlaceOfAFileIsFoundThoughItLeadsToTheSameBytes) {
  const std::string release = send(old_).release;
  tamper(release, "../../../elsewhere", "one");
  fs::remove(in_release(release, "papers/1.html"));
  fs::create_symlink(above_ + "/elsewhere", in_release(release, "papers/1.html"));
  EXPECT_EQ(faults(release), Texts{"cannot read papers/1.html: it is a symbolic link"});
}

TEST_F(ReleaseTest, WithoutManifestOrSignatureItIsNoRelease) {
  const std::string release = send(old_).release;
  fs::remove(in_release(release, "manifest.sig"));
  EXPECT_EQ(faults(release), Texts{"cannot read manifest.sig: it is not there"});
  fs::remove(in_release(release, "manifest.json"));
  EXPECT_EQ(faults(release), Texts{"cannot read manifest.json: it is not there"});
}

TEST_F(ReleaseTest, RollingBackMakesTheOneBeforeActive) {
  const std::string before = send(old_).release;
  const std::string after = send(new_).release;
  EXPECT_EQ(roll_back(*target_, "", trusted_), before);
  EXPECT_EQ(text_at(folder_ + "/current/index.html"), "old");
  EXPECT_EQ(refusal([&] { roll_back(*target_, "", trusted_); }), "there is no release before the active one");
  EXPECT_EQ(roll_back(*target_, after, trusted_), after);
  EXPECT_EQ(target_->active(), after);
}

TEST_F(ReleaseTest, NothingIsRolledBackToWhatIsDamagedOrNotThere) {
  EXPECT_EQ(refusal([&] { roll_back(*target_, "", trusted_); }), "there is no release before the active one");
  const std::string before = send(old_).release;
  const std::string after = send(new_).release;
  const std::string unknown = sha256("unknown");
  EXPECT_EQ(refusal([&] { roll_back(*target_, unknown, trusted_); }), "there is no release " + unknown);
  EXPECT_TRUE(mentions(refusal([&] { roll_back(*target_, before, {new_key().open}); }), "manifest.sig"));
  tamper(before, "papers/2.html", "TWO");
  EXPECT_EQ(refusal([&] { roll_back(*target_, "", trusted_); }),
            "release " + before + " is damaged: papers/2.html is not as the manifest says");
  EXPECT_EQ(target_->active(), after);
}

TEST_F(ReleaseTest, PruningKeepsTheNewestAndTheActiveOne) {
  Texts all;
  for (const std::string text : {"1", "2", "3", "4", "5"})
    all.push_back(send({{"index.html", text}}).release);
  EXPECT_EQ(prune(*target_, 5), Texts{});
  roll_back(*target_, all[1], trusted_);
  EXPECT_EQ(prune(*target_, 2), (Texts{all[0], all[2]}));
  EXPECT_EQ(target_->releases(), (Texts{all[1], all[3], all[4]}));
  EXPECT_EQ(prune(*target_, 0), (Texts{all[3], all[4]}));
  EXPECT_EQ(target_->active(), all[1]);
  EXPECT_EQ(faults(all[1]), Texts{});
  EXPECT_EQ(under_way(), Texts{});
}

}  // namespace
}  // namespace kancelli
