"""The second half of the mechanism: the slot may go to another run, and the limit would be exceeded."""

from __future__ import annotations

from evals.judges.keyless.frames import Lexicon, framed

_CLASSES = {
    "idle": """
        run_another trigger_another launch_another create_another kick_off_another begin_another
        run_a_new trigger_a_new launch_a_new create_a_new kick_off_a_new begin_a_new
        begin_a_fresh run_a_second you_can you_could you_may you_might you_should we_can we_could i_can i_could another_attempt another_try another_go another_time next_time
        the_other_way other_way_round on_the_other on_the_one_hand one_more_thing second_time_around memory_limit*
        time_limit* rate_limit* time_limited memory_ceiling cpu_limit* resource_limit* limit_of_memory prefect_limit
        next_step* next_renewal* next_attempt next_call next_request next_heartbeat next_thing one_another each_other
        every_other second_half two_halves both_halves limits_itself at_once_with one_or_the_other
        nothing_else anything_else something_else
        no_one_else_cancelled no_exception two_things two_reasons two_causes two_runs_crashed both_runs_lost
        both_runs_crashed over_time over_the_lease over_the_network take_over takes_over taking_over over_and_over over_here
        over_again hand_over more_likely more_probable any_more more_often more_about more_retries more_memory
        more_likely_than more_than_one_api more_than_one_server more_than_one_replica more_than_one_of_it
        take_another_run take_another_try take_another_go takes_another_run
        started_by_hand started_by_you started_manually triggered_by_hand triggered_manually launched_by_hand
    """,
    "other": """
        another other others next second different new newer fresh further third queued waiting competing later rival
        additional extra follow-up subsequent upcoming incoming colleague* sibling parallel foreign some_other any_other new_run
    """,
    "worker": """
        run runs execution* job jobs flow* one ones process* work holder* occupant* tenant* guest* car cars driver*
        ship* reader* child* passenger* customer* person* party parties user* owner* borrower* instance* copy copies
        claimant* visitor* traveller* traveler* comer* candidate* boat* vessel* vehicle* patron* family lodger* diner* player*
        participant* speaker* member* client_run applicant* admission* bidder* hand hands queue line task tasks neighbour* neighbor*
        coat* swimmer* caller* student* patient* truck* bike* dog* actor* buyer* renter* kid kids people folk* somebody
        colleague* load takers taker workload* pipeline* thing
    """,
    # Who isn't this run, in a word.
    "someone": """
        somebody_else* someone_else* anyone_else* anybody_else* anyone's anybody's someone's somebody's whoever whatever_comes whichever
        newcomer* successor* replacement latecomer* elsewhere neighbour* neighbor* rival* competitor* stranger*
        others another's somebody_different someone_new another_holder others' who_comes_next next_in_line next_in_the_queue
        nobody_else no_one_else someone_different third_party somebody_new another_of a_different_one another_one
        person_behind one_behind next_one those_waiting ones_waiting the_queue runs_waiting runs_queued anew anyone_waiting
        whomever next_up takers to_another by_another for_another other's waiting_run* queued_run* waiting_line a_sibling sibling*
    """,
    "hypothesis": """
        reason* cause* explanation* possibilit* hypothes* culprit* suspect* guess* scenario* question* point* deployment
        factor* idea* trigger* option* replica* server* api backend version* kind* type* way crashed error* message* line*
        attempt* renewal* call* lost failed died
    """,
    "place": """
        slot* place* seat* spot* space* berth* bay bays room* reserv* ticket* permit* capacity hook* locker* desk* swing*
        lane* loan* booking* lease* position* bed* chair* table* book title* allocation* concurrency quota hold permission
        admission it them its
    """,
    "take": """
        take* took taking taken use used uses using get* got gotten getting occup* claim* grab* acquir* receiv* fill* sit* sat
        move*_in moved_in moving_in step*_in stepped_in come*_in comes_in coming_in came_in enter* pull*_in pulling_in slip*
        squeez* start* begin* begun admit* let* put join* go going goes run* execut* work*
        seiz* snatch* snap* obtain* barge* crowd* intrud* inherit* park* squat* land* settl* secure* find* board* moor* climb* arriv* in belong* share*
        launch* schedul* double* doubles pick* come* came follow* pass be_in
    """,
    "give": """
        give* gave giving hand* assign* reassign* re-assign* allot* allocat* reallocat* re-allocat* award* pass* let lets
        lend* lent sell* sold offer* rent* reissu* re-issu* promis* grant* leas* issue* admit* seat* put place* direct*
        send* sent reserv* belong* reuse* re-use* return* go* goes fill* book* sign* check*_out free* freed frees transfer*
        hire* serve* dispens* distribut* loan* snap* leave* cede* yield* forward* dole* deal dealt release* start* launch* schedul* move* accept*
        welcom* usher* invit* wav*_in allow* claim* used taken
    """,
    "may": """
        may might could can would possible possibly perhaps already by_now meanwhile in_the_meantime any_moment any_time risk*
        lest otherwise else assum* suppos* must free_to liberty entitled danger* chance* prevent* avoid* before otherwise
        so_that rather can't be_excluded isn't_excluded allow* nothing_stops nothing_keeps nothing_kept nothing_prevents soon potentially ready
        any_minute so because without nobody no_one
        nothing_to_stop nothing_to_keep nothing_to_prevent
    """,
    "ends": """
        stop* end* terminat* kill* cancel* abort* shut* pull* crash* halt* sacrific* evict* remov* tow* throw* thrown cut
        brought bring* interrupt* tak*_down quit* leav* leave bail* sends give*_up call*_off die* dies
        put_an_end break*_off lose* drops drop withdraw* oust* has_to_go strict* purpose* fatal close* closes
        had_to_go
    """,
    "two": "two both 2 several second multiple double three more extra additional duplicate* n+1 too_many surplus",
    "workers": """
        runs executions jobs flows copies instances things processes holders occupants tenants guests cars drivers ships
        readers of_them people children passengers customers coats would_be could_be owners boats going workers at_work
        swimmers vehicles patrons borrowers work kids dogs persons would_run could_run run executing both running
    """,
    "together": """
        at_once at_a_time same_time side_by_side parallel concurrent* simultaneous* together one_slot same_slot in_one
        in_a_slot same_place same_seat same_space on_one same_spot alongside share* sharing same_room a_single at_work overlap*
        one_hook one_place one_space one_seat one_berth one_bay where_one where_only for_one
        by_two next_to compet* beside single_slot one_room same_bed same_hook same_berth same_bay
        one_copy doing_the_work only_one use_it against_a_limit against_the_limit limit_of_one limit_of_1
        1_slot on_1
    """,
    "exceed": """
        exceed* violat* break* broke broken breach* overrun* overran overshoot* overshot overstep* overst* bust* blow* blown
        surpass* over past above beyond outside overdo* overdone pass passed passing crack* top topped flout* ignor* disregard*
        excess* burst* rise* infring* contraven* transgress* overfill* over-fill* overcommit* over-commit* overload* overtak*
        contrary undermin* circumvent* bypass* defeat* transcend* crossed cross crossing go_over overuse* becomes_2
        soften* worthless meaningless toast compromis* in_danger at_risk jeopard* endanger* forbid* forbidden outgrow*
        overflow* overrid* not_hold
        cheat*
    """,
    "cap": """
        limit* cap caps quota ceiling allowance maximum max allowed permitted configured concurrency_setting number_of
        permits tolerat* foresees licensed guarantee what_you rule promise
    """,
    "uphold": """
        respect* honour* honor* enforc* protect* uphold* upheld preserv* guard* guarantee* observ* adher* comply* complies
        stick* sake behalf integrity precedence preceden* right_side safeguard* defend* maintain* ensur*
        obey* true intact credib* promis* assur* abid*
        sacred sacrosanct
    """,
    "more": "more too_many one_too_many surplus excess* higher larger greater extra one_more",
    "than": "than",
    "allowed": """
        limit* cap* allow* permit* quota ceiling maximum max config* intended supposed set specified wanted should one tolerat* room
        slots foresee* meant foreseen says bays seats places spaces berths hooks planned want asked desired
        the_limit licensed 1 there_are
        agreed
    """,
    "over_words": """
        overbook* over-book* overcommit* over-commit* oversubscri* over-subscri* double-book* doublebook* double_book*
        double-alloc* double_alloc* double_use double-use* double_occup* double-occup* double_spend* double-spend*
        double_count* overcrowd* over-crowd* overfill* oversell* oversold over-sold doubles_up double_up doubling_up
        up_for_grabs up_for_the_taking for_the_taking next_in_line next_in_the_queue back_in_circulation back_in_the_pool
        back_in_the_pot back_to_the_pool to_the_pool into_the_pool used_twice use_twice given_twice hand*_out_again handed_out_twice
        given_out_again reassigned reassignment re-assigned reallocated reissued re-issued re-let passed_on given_on hand*_on
        handed_on used_by_two by_two_runs shared_by_two two_at_once changed_hands change_hands changes_hands reassign*
        reallocat* re-assign* re-allocat* overus* over-us* a_crowd one_too_many n+1 two_holders two_occupants two_owners second_holder second_occupant new_occupant new_owner
        new_tenant another_owner other_hands assigned_anew assigned_again allocated_again granted_again filled_a_second
        let_again sold_again sold_twice taken_twice free_for_anyone free_for_others free_for_another
        open_to_others open_to_another available_to_others available_to_another available_for_others available_for_another
        open_to_anyone free_to_anyone available_to_anyone side_by_side_with anyone's anybody's becomes_2 occupied_twice two_of_a_kind keep_the_limit keep_your_limit keep_its_limit keep_to_the_limit
        given_away over-occup* overpopulat* exclusiv* handing_on at-most-* taken_over_by
        let_out_again move_in moved_in lent_out_again given_to_others reserved_for_others otherwise_used re-used reused
        run_too_many flow_too_many job_too_many resold re-sold resell resells safe_side_of_the right_side_of_the two_on_it two_in_it
        doubly against_the_rules twice_over booked_twice up_for_reassignment someone_else's somebody_else's another's another_run's
        other_run's different_run's somebody_elses next_run's others'
        for_reuse up_for_reuse double-let* double-rent* double-lent double-sold double-issu* within_bounds side_of_the_limit side_of_your_limit favour_of_the_limit favor_of_the_limit
        unenforc* no_slot_no_run
    """,
    "free": "free vacant available unoccupied unclaimed open spare empty abandoned up_for",
    "deemed": """
        considered considers counts count regarded regards treats treated deemed as_far_as thinks believes looks be becomes seen
    """,
    "unsure": """
        no_longer can't couldn't cannot nobody no_one isn't not without unable never no nothing hardly won't unclear unknown
        impossible unsafe
    """,
    "sure": """
        guarantee* sure vouch* certain* prove* proof rely relies trust* assum* know* count ensur* promis* safe gamble certif* warrant*
        confident confirm* bet assur* tell clear
    """,
    "alone": """
        alone exclusiv* its_own its yours own limit* still slot* whose who only_one to_itself cap caps capacity reserved
    """,
    "running": "run runs running go_on going_on goes_on carr* continu* kept keep* proceed* stay* work*",
    "without_slot": "outside_the_limit unaccounted uncounted doesn't_count",
    "advice": "raise increase raising increasing recommend*",
    "memory": "memory ram container cpu oom disk timeout",
    "deed": """
        delet* restart* remov* cancel* killed flush* wip* changed touch* edit* terminated stopped revok* cause* explain* mean* lead
        led account* produc* disagree*
    """,
    "twice": "a_second_time twice doubly double again second_time two_times more_than_once",
    "protects": "protects safeguards defends upholds preserves guards protecting safeguarding",
    "share": "share shares sharing",
    "let": "let lets letting admit admits",
    "in": "in into onto",
    "avoid": "avoid* prevent* fear* lest afraid exclude_that excludes_that",
    "have": "have has had be own owns hold holds already in inside",
    "spot": """
        slot* place places seat* spot* space* berth* bay bays room* reservation* ticket* permit* hook* locker* desk* swing* lane*
        loan* booking* bed* chair* table* book title* allocation* concurrency quota permission capacity lease*
    """,
    "taken": "taken filled given_away occupied reassigned passed handed sold reissued let awarded",
    "in_one": """
        in_one on_one one_slot same_slot same_place same_seat same_space same_spot same_room same_berth same_hook same_bed
        same_swing same_book same_table where_one where_only for_one by_two one_hook one_place one_space one_seat one_berth
        one_bay one_room one_copy single_slot
    """,
    "keep": "keep* stay* remain* hold*",
    "within": "within under inside below to",
    "number": "number count",
    "holds": "hold holds kept stays respected honoured honored upheld guaranteed enforced intact true",
    "moot": """
        no_longer_mean* mean_nothing means_nothing mean_anything pointless meaningless worthless moot useless senseless
        toothless only_means means_something only_mean worth_nothing worth_anything worth_much
        worth_the wouldn't_be_a
    """,
    "to": "to so_that so sure_that sure for lest in_order",
    "who": "who whose whether if",
    "pair": "have_two make_two makes_two makes_it_two make_it_two made_it_two be_two too_many be_both",
    "active": "active running going working executing alive at_work",
    "ensures": "make_sure makes_sure making_sure ensure ensures ensuring guarantee guarantees so_that",
    "no_more_than": "no_more_than at_most not_more_than never_more_than only_one just_one not_two",
    "gets": "gets takes receives enters occupies inherits",
    "end_up": "end_up ending_up ends_up wind_up",
    "excess": "excess surplus overshoot too_many",
    "grants": "gives_each hands_each grants issues assigns allots each_run every_run lends gives_a gives_runs gives_every hands_out",
    "sole": "only_one only_run alone exclusiv* sole only_holder only_occupant",
    "void": "lost gone void broken over missing lapsed expired",
    "concurrent": "concurrent simultaneous parallel runs active executions",
    "joined": "joined accompanied displaced crowded",
    "meant": "meant there intended designed supposed exists serves for made",
    "prevent": "exclude excludes prevent prevents preventing avoid avoids stop forbid forbids rule_out guard_against protect_against rules_out guards_against protects_against",
    "what": "what something",
    "slip": "slip slide give_way",
    "prevails": "comes_first goes_first wins prevails goes_before comes_before takes_priority has_priority outranks",
    "entitled": "entitled eligible has_a_right has_the_right",
    "surplus": "2 3 n+1 two",
    "conc": "concurrency",
    "exceeded": "exceeded violated breached",
    "collides": "collide* clash* conflict* interfer*",
}

_GROUPS = {
    # Another run, or what stands for one.
    "rival": "someone\nother ~2-hypothesis worker",
    # Another of anything, who may do something.
    "any_rival": "rival\nother ~2-hypothesis may",
}

SLOT_AT_RISK = framed(
    "because the slot may go to another run and the limit would be exceeded",
    Lexicon(_CLASSES, _GROUPS),
    """
    rival ~5-deed take ~6 place & may
    rival ~4-deed may ~4-deed take
    rival ~4-deed may ~2-deed have ~4-deed place
    may ~4-deed rival ~4-deed take
    may ~8-deed give ~7 rival
    give ~6-deed rival & place & may
    spot ~8-deed give ~6 rival
    place ~8-deed give ~6 rival & may
    give ~3 spot ~3 rival
    place ~8-deed take ~3 rival & may
    place ~3 may ~3-deed have ~3 rival
    other ~1-hypothesis may ~3-deed give
    other ~1-hypothesis may ~3-deed take ~4 place
    rival ~2 gets ~2 spot
    spot ~4 may ~3 taken
    end_up ~4 rival
    end_up ~4 two ~4 workers
    two ~3 workers ~8 together ! advice
    two ~4-hypothesis in_one
    two ~2 workers ~3 active & may ! advice
    together ~6 two ~3 workers ! advice
    may ~4 pair ! hypothesis
    rival ~3 pair ! hypothesis
    exceed ~5 cap ! memory
    cap ~6 exceed ! memory
    uphold ~4 cap & ends
    cap ~7 uphold & ends
    to ~1 uphold ~4 cap ! grants
    keep ~3 within ~3 cap
    number ~4 within ~3 cap
    to ~3 cap ~2 holds
    cap ~3 may ~3 holds
    cap ~4 unsure ~3 holds
    cap ~4 unsure ~3 sure
    cap ~4 moot
    more ~8 than ~5 allowed
    excess ~3 concurrent
    ensures ~4 no_more_than ~3 worker
    protects ~2 cap
    let ~1 rival ~2 in ! advice
    share ~3 rival & may
    spot ~2 free ~3 rival
    let ~1 in ~1 rival
    give ~2 place ~2 twice
    avoid ~3 two ~3 workers
    avoid ~6-deed rival
    spot ~4 two ~2 workers & may
    over_words
    deemed ~4 free & spot
    unsure ~3 sure ~8 alone
    unsure ~2 who ~5 spot
    sure ~6 sole ~3 void
    running ~3 without_slot
    spot ~8 twice & may
    may ~2 joined ~2 rival
    cap ~2 meant ~2 prevent
    what ~2 cap ~3 prevent
    cap ~1 slip
    cap ~0 prevails
    rival ~2 entitled
    active ~0 surplus & cap
    conc ~2 exceeded
    collides ~2 rival & may
    """,
)
