// What goes out for a meeting: its agendas, and for each item the case with its attachments, in order.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/build/paper_maker.h"
#include "pipeline/project/meeting.h"

namespace kancelli {

// A paper of the project, or a file that came from elsewhere.
struct DossierDocument {
  std::string id;                          // the paper's; of a foreign file the attachment's
  std::string role;                        // "Dagsorden", "Indstilling", "Bilag 2"
  std::string title;                       // in plain words
  const Paper* paper = nullptr;            // nullptr for a foreign file; of a sent one as it was sent
  int version = 0;                         // the last one that was sent; 0: none
  const Attachment* attachment = nullptr;  // nullptr for the item's own paper and for agendas
  std::string ending;                      // of a foreign file: ".pdf", ".xlsx"; lower case
  std::string bytes;                       // of a foreign file
  bool closed = false;                     // it, or a passage that it has in this edition
  std::string reason, ground;              // of what is closed

  // Made by make_documents(), of papers alone; what was sent is there before.
  std::map<std::string, std::string> answers;  // those the sent version was made with
  std::unique_ptr<FinalTree> tree;
  std::string pdf, docx;

  bool draft() const {
    return paper != nullptr && version == 0 && paper->state != "sent" && paper->state != "superseded";
  }
  // "Bilag 2 - Title"
  std::string name() const;
};

struct DossierItem {
  std::string number, title;
  bool closed = false;
  std::vector<DossierDocument> documents;  // the case first

  std::string name() const;  // "02 Title": in the order of the items
};

struct Dossier {
  Meeting meeting;
  std::string body;                      // its name on that day: "Økonomiudvalget"
  bool closed = false;                   // the closed edition: it holds what the open one leaves out
  std::vector<DossierDocument> agendas;  // with the minutes, once they are sent
  std::vector<DossierItem> items;
  std::size_t left_out = 0;  // closed items and documents that are not in it
  std::vector<AmendmentPapers> made;
  std::vector<std::unique_ptr<Paper>> sent;  // papers as they were sent

  std::string when() const;  // "tirsdag den 24. februar 2026 kl. 15.30", with ordinary spaces
};

// The meeting's documents, of the project's edition; in the open one nothing that is closed. What was
// sent is taken as it was sent, the rest as it is now. Papers that an amendment becomes are made as sources.
Dossier dossier_of(Project& project, Files& files, const Meeting& meeting, bool closed,
                   Diagnostics& diagnostics);

// Calls visit for every document, in order.
template <typename D, typename Visit>
void each_document(D& dossier, const Visit& visit) {
  for (auto& document : dossier.agendas) visit(document);
  for (auto& item : dossier.items)
    for (auto& document : item.documents) visit(document);
}

// Makes the trees of all papers and, of "pdf" and "docx", the formats that are wanted, on `jobs` threads. The
// tree of what was sent must say the same as what was sent.
void make_documents(Dossier& dossier, const Workshop& workshop, const std::vector<std::string>& formats,
                    int jobs, Diagnostics& diagnostics);

}  // namespace kancelli
