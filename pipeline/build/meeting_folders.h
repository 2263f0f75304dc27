// What goes to others for a meeting, as files: for the case system, for a meeting app, for calendars.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/build/dossier.h"
#include "pipeline/project/timetable.h"

namespace kancelli {

using FolderFiles = std::map<std::string, std::string>;  // path below the meeting's folder -> bytes

// "set/": the set, and the foreign files beside it. Nothing when the set has a fault.
void add_set(const Dossier& dossier, const Workshop& workshop, FolderFiles& files, Diagnostics& diagnostics);

// "case-system/": a folder for each item, with names that every system takes; what is closed lies in a
// folder of its own. Besides metadata.json, and mail.txt, the text of the dispatch.
void add_case_system(const Dossier& dossier, const Timetable& timetable, FolderFiles& files);

// "meeting-app/": meeting.xml (docs/meeting-app.rng) and the PDFs and foreign files that it names.
void add_meeting_app(const Dossier& dossier, FolderFiles& files);

// The text of the mail with which the papers are sent; it names bodies and no person.
std::string dispatch_mail(const Dossier& dossier, const Timetable& timetable);

// The meetings' steps as a calendar.
std::string meeting_calendar(const Project& project, const std::string& name,
                             const std::vector<Meeting>& meetings);

}  // namespace kancelli
