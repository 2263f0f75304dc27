// What a run of `kancelli send` writes: all of it or nothing, whatever happens to the run or the disk.
//
// It is written beside, in content/sent/.new. One rename, to content/sent/.sending, is the moment at which
// the papers are sent: from then on the versions there count (project/sent_version.h). Only then is each put
// in its place, and the sources get what was sent. A run that is interrupted before has sent nothing; what
// one has left that is interrupted behind it, the next one puts in its place.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/system/files.h"

namespace kancelli {

class Sending {
 public:
  // Keeps other runs out (throws Error when there is one) and puts in place what an interrupted one has left.
  // `step` is called around everything that is done on the disk, by tests.
  Sending(Files& files, std::string root, std::function<void()> step = {});
  ~Sending();
  Sending(const Sending&) = delete;
  Sending& operator=(const Sending&) = delete;

  // True when an interrupted run had sent something.
  bool finished_another() const { return finished_another_; }
  // Where papers are built; gone again afterwards.
  std::string build_folder() const;

  // A version's files, by their names in its folder.
  void add(const std::string& paper, int number, const std::map<std::string, std::string>& files);
  // A source, its path in the project, that changes with it.
  void change(const std::string& source, const std::string& before, const std::string& after);

  // Throws Error, and nothing was sent, when the disk is full or a source is no longer what was read; also
  // when only the last step, to put things in their place, could not be done, and says so. The result:
  // sources that somebody changed meanwhile, and that stayed as they are.
  std::vector<std::string> commit();

 private:
  std::string sent(const std::string& name) const;
  void write(const std::string& path, const std::string& bytes);
  std::vector<std::string> finish();
  void put_in_place(const std::string& paper);
  void stepped(const std::function<void()>& act);

  Files& files_;
  std::string root_;
  std::function<void()> step_;
  std::shared_ptr<void> lock_;
  std::string journal_;
  std::vector<std::pair<std::string, std::string>> changes_;  // source -> what it was
  bool finished_another_ = false;
};

}  // namespace kancelli
